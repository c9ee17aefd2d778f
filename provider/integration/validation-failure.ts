import { AZURE_MODELS, waitOf, type VendorBlock } from "./config.ts";
import type { VendorProfile } from "./context.ts";
import { accountName, endpointParts } from "./endpoint.ts";
import { IntegrationError } from "./errors.ts";
import type { Verdict } from "./preflight.ts";
import type { SaveRequest } from "./save.ts";

/**
 * Sigma's "Failed to validate" with the vendor's own verdict beside it, so that it can be seen which side failed, and for
 * Azure with the rule to add. `tries`: how many there were in all.
 */
export function validationFailure(
  error: IntegrationError,
  { vendor, config }: SaveRequest,
  verdicts: readonly Verdict[],
  { title }: Pick<VendorProfile, "title">,
  tries: number,
): IntegrationError {
  const { problem, requestId } = error.details;
  const isTried = config.settings.preflight.mode !== "off";
  const seen = isTried ? seenFromHere(verdicts, title) : NOT_TRIED;
  return new IntegrationError("VALIDATION_FAILED", {
    problem: `${problem}${tries === 1 ? "" : ` (tried ${tries} times)`}; ${seen}`,
    advice: adviceFor(vendor, verdicts, title, waitOf(config.settings) > 0),
    requestId,
  });
}

const NOT_TRIED =
  'which side failed is not known: {preflight} is "off", so the credentials were not tried from here';

function seenFromHere(verdicts: readonly Verdict[], title: string): string {
  const shown = verdicts.map(({ path, verdict, reason }) => `{${path}} is ${verdict} (${reason})`);
  const list = shown.join(", ");
  if (verdicts.some(({ verdict }) => verdict === "invalid")) {
    return `tried from here, ${list}: it is the credentials that fail, for everybody`;
  }
  if (verdicts.some(({ verdict }) => verdict === "inconclusive")) {
    return `tried from here it could not be told which side fails: ${list}`;
  }
  return `tried from here, ${list}: ${title} accepts the credentials, and fails them for Sigma alone`;
}

/** What is invalid for everybody comes first; then what keeps out Sigma alone. */
function adviceFor(
  vendor: VendorBlock<unknown>,
  verdicts: readonly Verdict[],
  title: string,
  isWaiting: boolean,
): string {
  const invalid = verdicts.find(({ verdict }) => verdict === "invalid");
  if (invalid?.advice !== undefined) return invalid.advice;
  if (vendor.name !== "azureOpenai") {
    return `Check at ${title} that the key may use the models that Sigma uses, that the account is paid for, and that no allowlist of addresses keeps Sigma out.`;
  }
  const hosts = new Set(AZURE_MODELS.map((model) => hostOf(vendor[model].endpointUrl)));
  const later = isWaiting
    ? "where that is all there already, run again later or raise {azureOpenai.validationWait}"
    : 'with {azureOpenai.validationWait} "10m" the save is tried again for as long';
  return `${[...hosts].map(rule).join(" ")} Sigma shows its addresses under Administration > AI settings. New rules and deployments take minutes to work: ${later}. Else check key and deployments.`;
}

function hostOf(endpointUrl: string): string {
  const origin = endpointParts(endpointUrl)?.origin;
  return origin === undefined ? "" : new URL(origin).hostname;
}

/** How to let Sigma in at a host. An account is nearly always called as its subdomain. */
function rule(host: string): string {
  const account = accountName(host);
  if (account === undefined) return `Allow each of Sigma's addresses at ${host}.`;
  return `Allow each of Sigma's addresses in the firewall of "${account}": az cognitiveservices account network-rule add --resource-group GROUP --name ${account} --ip-address ADDRESS.`;
}
