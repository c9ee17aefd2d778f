import type { Identity, Observation } from "../../integration/port.ts";
import { knownVendor } from "../../integration/model.ts";
import type { Organizations, Runtime } from "../../runtime/runtime.ts";
import { vendors } from "../../vendors/catalog.ts";
import { answerOf, failedWith, failure, type Answer, type Finding } from "./finding.ts";

/** What Sigma answered. Where it does not say who the credentials speak for, nothing else is asked. */
export interface SigmaAnswers {
  identity: Answer<Identity>;
  asked?: { tenants: Answer<Organizations>; read: Answer<Observation> };
}

/** Asks Sigma who the credentials speak for, for the tenants, and for the AI settings. Nothing is changed. Never rejects. */
export async function askSigma(
  runtime: Pick<Runtime, "forOperation" | "organizations">,
  connection: string | undefined,
  signal: AbortSignal,
): Promise<SigmaAnswers> {
  const target = connection === undefined ? {} : { connection };
  const settings = { notify: () => {}, signal };
  const { port, signal: limited } = runtime.forOperation(target, {}, settings);
  const identity = await answerOf(port.identify(limited));
  if ("error" in identity) return { identity };
  const [tenants, read] = await Promise.all([
    answerOf(runtime.organizations(target, {}, settings)),
    answerOf(port.read(limited)),
  ]);
  return { identity, asked: { tenants, read } };
}

/** Whether Sigma takes the credentials, and whose they are. */
export function organizationFinding({ identity }: SigmaAnswers): Finding {
  if ("error" in identity) return failure("organization", identity.error);
  const { organizationId, userId } = identity.value;
  return {
    subject: "organization",
    level: "ok",
    text: `the credentials speak for ${organizationId}${userId === undefined ? "" : `, as its user ${userId}`}`,
    facts: { organizationId, ...(userId === undefined ? {} : { userId }) },
  };
}

/**
 * Whether the credentials are an Admin's. Sigma does not say so in as many words. It publishes that the list of tenants is
 * for Admins; that somebody else is refused the AI settings is what their page says.
 */
export function rightsFinding({ tenants, read }: NonNullable<SigmaAnswers["asked"]>): Finding {
  const subject = "rights";
  if (failedWith(read, "NOT_PERMITTED") && "error" in read) return failure(subject, read.error);
  if ("value" in tenants) {
    const text = "Sigma lets these credentials list the tenants, as it does for an Admin only";
    return { subject, level: "ok", text, facts: { admin: true } };
  }
  if (!failedWith(tenants, "NOT_PERMITTED")) {
    const { text, advice = "" } = failure(subject, tenants.error);
    return {
      subject,
      level: "warning",
      undecided: true,
      text: `it cannot be told: ${text}`,
      advice,
    };
  }
  const isRead = "value" in read && read.value.kind !== "unknown";
  if (!isRead) return failure(subject, tenants.error);
  return {
    subject,
    level: "warning",
    undecided: true,
    text: "Sigma refuses the list of tenants, which an Admin may see, but reads the AI settings",
    advice: "Check that the owner of the credentials has the account type Admin.",
  };
}

/** What is configured, in words. */
export function observedText(observation: Exclude<Observation, { kind: "unknown" }>): string {
  if (observation.kind === "absent") return "no AI provider is configured";
  const { aiProvider } = observation.report.facts;
  const known = knownVendor(aiProvider);
  return `${known === undefined ? aiProvider : vendors[known].title} is configured`;
}
