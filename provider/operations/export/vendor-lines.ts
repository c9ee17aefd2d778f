import { AZURE_MODELS, type AzureModelName } from "../../integration/config.ts";
import { endpointFault, type EndpointFault } from "../../integration/endpoint.ts";
import { sharesEndpoint } from "../../integration/facts.ts";
import type { VendorName } from "../../integration/model.ts";
import type { VendorFacts } from "../../integration/port.ts";
import type { Line } from "./lines.ts";
import type { Names } from "./names.ts";

/** How a language writes a key that comes from outside, by its name. */
export type KeyWriter = (name: string) => readonly Line[];

/** The block of a vendor, and the names of the keys that are in it. */
export interface VendorLines {
  lines: readonly Line[];
  keys: readonly string[];
  /** The paths of what Sigma does not report. */
  missing: readonly string[];
}

/**
 * The block of a vendor with all that Sigma reports. What it does not report is left out, and a TODO names the field: a
 * value that is made up could be applied. What both deployments share stands once, as an import records it.
 */
export function vendorLines(
  vendor: VendorName,
  facts: VendorFacts,
  names: Names,
  writeKey: KeyWriter,
): VendorLines {
  if (vendor !== "azureOpenai") {
    const lines = [{ field: vendor, value: { lines: writeKey(names.key) } }];
    return { lines, keys: [names.key], missing: [] };
  }
  const isShared = sharesEndpoint(facts);
  const missing: string[] = [];
  const reported = (path: string, field: string, text: string | undefined): readonly Line[] => {
    if (text !== undefined) return [{ field, value: { text } }];
    missing.push(path);
    return [{ todo: `{${path}}: Sigma does not report it` }];
  };
  const endpoint = (path: string, url: string | undefined): readonly Line[] => {
    const fault = url === undefined ? undefined : endpointFault(url, undefined, undefined);
    // What cannot be an endpoint may be a credential, and is not written.
    if (fault !== undefined) return [{ todo: faultText(path, fault) }];
    return reported(path, "endpointUrl", url);
  };
  const modelLines = (model: AzureModelName): readonly Line[] => {
    const { deploymentId, endpointUrl } = facts[model] ?? {};
    const path = `azureOpenai.${model}`;
    return [
      ...hostLines(`${path}.endpointUrl`, endpointUrl, deploymentId),
      ...reported(`${path}.deploymentId`, "deploymentId", deploymentId),
      ...(isShared ? [] : endpoint(`${path}.endpointUrl`, endpointUrl)),
      ...(isShared ? [] : writeKey(names[`${model}Key`])),
    ];
  };
  const lines = [
    ...(isShared ? endpoint("azureOpenai.endpointUrl", facts.languageModel?.endpointUrl) : []),
    ...(isShared ? writeKey(names.key) : []),
    ...AZURE_MODELS.map((model) => ({ field: model, value: { lines: modelLines(model) } })),
  ];
  return {
    lines: [{ field: vendor, value: { lines } }],
    keys: isShared ? [names.key] : AZURE_MODELS.map((model) => names[`${model}Key`]),
    missing,
  };
}

/** What is wrong with an endpoint that is one: a host that must be trusted, or another deployment in its path. */
function hostLines(
  path: string,
  endpointUrl: string | undefined,
  deploymentId: string | undefined,
): readonly Line[] {
  if (endpointUrl === undefined || endpointFault(endpointUrl, undefined, undefined) !== undefined)
    return [];
  const fault = endpointFault(endpointUrl, deploymentId, { hosts: [], anyHost: false });
  return fault === undefined ? [] : [{ todo: faultText(path, fault) }];
}

function faultText(path: string, { problem, expected, advice }: EndpointFault): string {
  return `{${path}}: ${problem}; expected ${expected}. ${advice}`;
}
