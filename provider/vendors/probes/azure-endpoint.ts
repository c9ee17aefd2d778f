import { isAzureHost, isRegionalHost } from "../../integration/endpoint.ts";
import { redact } from "../../integration/redact.ts";
import { inconclusive, type Finding } from "./finding.ts";

/** Where the data plane behind an endpoint is. Only a probe goes there; Sigma gets what the user wrote. */
export interface DataPlane {
  host: string;
  /** Origin and what comes before `/openai`, without a slash at the end. */
  base: string;
  /** The version that a "target URI" of the portal names. */
  apiVersion: string | undefined;
  /** Whether it is Azure's own, and not a gateway that the user trusts. */
  isAzure: boolean;
  /** What is to be said of this form of the endpoint. */
  notes: Finding[];
}

/** What follows the base in the forms that people paste. https://learn.microsoft.com/azure/ai-foundry/openai/reference */
const TAIL =
  /(?:\/api\/projects\/[^/]+)?(?:\/openai(?:\/v1|\/deployments\/.*)?|\/models(?:\/chat\/completions|\/embeddings)?)?$/;

/**
 * Takes an endpoint in any form that Azure shows. A host that is neither Azure's nor trusted by name is answered with a
 * finding, and is never to be sent a key.
 */
export function dataPlaneOf(
  endpointUrl: string,
  trustedHosts: readonly string[],
): DataPlane | Finding {
  const url = new URL(endpointUrl);
  const host = url.hostname;
  const isAzure = isAzureHost(host);
  if (!isAzure && !trustedHosts.some((trusted) => trusted.toLowerCase() === host)) {
    return inconclusive(
      `the host "${redact(host)}" is not Azure's, so the key was not sent there`,
      `If it is a gateway of your own, add it to {preflight.trustedHosts}; else copy the endpoint from the Azure portal.`,
    );
  }
  const path = url.pathname.replace(/\/+$/, "");
  return {
    host,
    base: url.origin + path.replace(TAIL, ""),
    apiVersion: url.searchParams.get("api-version") ?? undefined,
    isAzure,
    notes: notesOn(host, path),
  };
}

function notesOn(host: string, path: string): Finding[] {
  const notes: Finding[] = [];
  if (isRegionalHost(host)) {
    notes.push(
      inconclusive(
        "the host is a region's, which a resource with a firewall does not answer at",
        "Use the resource's own subdomain: https://NAME.openai.azure.com.",
      ),
    );
  }
  if (/\/models(?:\/|$)/.test(path)) {
    notes.push(
      inconclusive(
        "the endpoint is that of Azure AI Inference, which Microsoft retires",
        "Use the endpoint of Azure OpenAI: https://NAME.openai.azure.com.",
      ),
    );
  }
  return notes;
}
