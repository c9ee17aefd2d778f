import type { Account, AccountContent } from "./account.ts";
import type { AccountBody, Identity } from "./account-body.ts";
import { hasModels } from "./account-endpoints.ts";
import { conflict, invalid } from "./arm-error.ts";
import { keyOf } from "./arm-id.ts";
import type { Azure } from "./azure.ts";
import { checkedNetworkAcls } from "./network-rules.ts";

const KINDS: ReadonlySet<string> = new Set([
  "OpenAI",
  "AIServices",
  "TextAnalytics",
  "CognitiveServices",
  "ComputerVision",
  "ContentSafety",
  "FormRecognizer",
  "SpeechServices",
  "TextTranslation",
]);
const SUBDOMAIN = /^[a-z0-9-]{1,63}[a-z0-9]$/i;
const ACCOUNT_NAME = /^[a-zA-Z0-9][a-zA-Z0-9_.-]{1,63}$/;
const PRINCIPAL = "00000000-0000-0000-0000-0000000000cc";

/**
 * What an account holds after a write, with Azure's defaults.
 *
 * @param before the account as it is; undefined where it is new
 * @throws ArmError 400 or 409 where Azure refuses the write
 */
export function contentOf(
  azure: Azure,
  name: string,
  body: AccountBody,
  before: Account | undefined,
): AccountContent {
  const { kind, sku, tags } = body;
  demandName(name);
  demandKind(kind, sku.name, before?.content.kind);
  const { restore: _, ...given } = body.properties;
  const identity = identityOf(body.identity, azure);
  if (given.dynamicThrottlingEnabled === true && hasModels(kind)) {
    throw invalid("BadRequest", `dynamicThrottlingEnabled is not supported for kind '${kind}'.`);
  }
  if (given.allowProjectManagement === true && (kind !== "AIServices" || identity === undefined)) {
    throw invalid(
      "BadRequest",
      "allowProjectManagement can only be set on an account of kind 'AIServices' with a managed identity.",
    );
  }
  const customSubDomainName = subdomainAfter(azure, given.customSubDomainName, before);
  const networkAcls = checkedNetworkAcls(given.networkAcls, kind, customSubDomainName);
  const disableLocalAuth =
    azure.settings.disableLocalAuthByPolicy || given.disableLocalAuth === true;
  return {
    kind,
    sku: { name: sku.name },
    tags,
    identity,
    properties: {
      ...given,
      publicNetworkAccess: given.publicNetworkAccess ?? "Enabled",
      disableLocalAuth,
      ...(customSubDomainName === undefined ? {} : { customSubDomainName }),
      ...(networkAcls === undefined ? {} : { networkAcls }),
    },
  };
}

/** What Azure keeps of an identity: whom it stands for is added. */
export function identityOf(identity: Identity | undefined, azure: Azure): Identity | undefined {
  if (identity === undefined || identity.type === "None") return undefined;
  const { tenantId } = azure.seed;
  const system = identity.type.includes("SystemAssigned");
  return { ...identity, ...(system ? { principalId: PRINCIPAL, tenantId } : {}) };
}

function demandName(name: string): void {
  if (ACCOUNT_NAME.test(name)) return;
  throw invalid(
    "InvalidResourceName",
    `The account name '${name}' is not valid: 2 to 64 letters, digits, '_', '.' and '-', starting with a letter or digit.`,
  );
}

function demandKind(kind: string, sku: string, before: string | undefined): void {
  if (!KINDS.has(kind)) {
    throw invalid(
      "InvalidApiSetId",
      `The account type '${kind}' is either invalid or unavailable in given region.`,
    );
  }
  if (before !== undefined && before !== kind && !(hasModels(before) && hasModels(kind))) {
    throw invalid(
      "BadRequest",
      `The kind of an account cannot change from '${before}' to '${kind}'.`,
    );
  }
  if (!hasModels(kind) || sku === "S0") return;
  throw invalid(
    "InvalidSkuId",
    `The SKU '${sku}' is not available for the account kind '${kind}'.`,
  );
}

function subdomainAfter(
  azure: Azure,
  wanted: string | undefined,
  before: Account | undefined,
): string | undefined {
  const present = before?.content.properties.customSubDomainName;
  if (wanted === undefined) return present;
  if (present !== undefined) {
    if (keyOf(wanted) === keyOf(present)) return present;
    throw invalid(
      "BadRequest",
      "The custom subdomain name of an account cannot be changed once set.",
    );
  }
  if (wanted.length < 2 || !SUBDOMAIN.test(wanted)) {
    throw invalid(
      "BadRequest",
      `The custom subdomain name '${wanted}' is not valid: 2 to 64 letters, digits and '-', not ending in '-'.`,
    );
  }
  if (!azure.accounts.isSubdomainUsed(wanted)) return wanted;
  throw conflict(
    "CustomDomainInUse",
    `Please pick a different name. The subdomain name '${wanted}' is not available as it's already used by a resource.`,
  );
}
