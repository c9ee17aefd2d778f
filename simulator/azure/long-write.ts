import type { Account } from "./account.ts";
import { accountId } from "./arm-id.ts";
import type { ArmAnswer, ArmRequest } from "./arm-route.ts";
import type { Azure } from "./azure.ts";
import type { Operation, OperationKind } from "./operations.ts";

/** A write that was found to be right. */
export interface LongWrite {
  readonly account: Account;
  /** What is written: the account, or something under it. */
  readonly resourceId: string;
  readonly kind: OperationKind;
}

/** Begins a long operation and lets the data plane know, after the time it takes. Returns how to follow it. */
export function begin(
  request: ArmRequest,
  azure: Azure,
  { account, resourceId, kind }: LongWrite,
): Record<string, string> {
  const { operations, settings, dataPlane, accounts } = azure;
  const operation = operations.start(accountId(account), resourceId, kind);
  if (accounts.find(account) === account) {
    dataPlane.publish(account, settings.operationTime + settings.propagationTime);
  }
  const { subscription, location } = account;
  const path = `/subscriptions/${subscription}/providers/Microsoft.CognitiveServices/locations/${location}/operationResults/${operation.id}`;
  return {
    "azure-asyncoperation": `${request.origin}${path}?api-version=${request.apiVersion}`,
    ...retryAfter(operation),
  };
}

/** When to ask again, in whole seconds; nothing where that is now. */
export function retryAfter({ remaining }: Operation): Record<string, string> {
  return remaining === 0 ? {} : { "retry-after": String(Math.ceil(remaining / 1000)) };
}

/** The answer to a removal. */
export function removalAnswer(headers: Record<string, string>): ArmAnswer {
  return { status: 202, headers };
}
