import { redact } from "./redact.ts";

/** Why an endpoint cannot be used, in the parts of an error. */
export interface EndpointFault {
  problem: string;
  expected: string;
  advice: string;
}

/** Which hosts beside Azure's may be sent the key: those named, or any that does not look like Azure's. */
export interface Trust {
  hosts: readonly string[];
  anyHost: boolean;
}

/** What an endpoint URL that Azure shows can contain beside the host. */
export interface EndpointParts {
  /** Scheme, host and port. */
  origin: string;
  /** The deployment that the path names, where it is a "target URI" of the portal. */
  deployment?: string;
}

/**
 * The host suffixes of Azure OpenAI and of AI Foundry, with those of Azure Government and Azure China.
 * https://learn.microsoft.com/azure/ai-services/openai/reference
 */
export const AZURE_SUFFIXES = [
  "openai.azure.com",
  "cognitiveservices.azure.com",
  "services.ai.azure.com",
  "api.cognitive.microsoft.com",
  "openai.azure.us",
  "cognitiveservices.azure.us",
  "openai.azure.cn",
  "cognitiveservices.azure.cn",
] as const;

/** The one parameter of a query that Azure shows. Others may hold a credential, which is not to be kept in clear. */
const VERSION_PARAMETER = "api-version";

/**
 * Says what is wrong with an Azure endpoint, or nothing. Hosts are compared by suffix, because a host that merely looks
 * like Azure's would be sent the key. Another host, such as an API gateway's, must be trusted by name, or preflight be
 * off. What the user wrote is what Sigma gets; nothing is rewritten here. A deployment or trust that is not known yet finds
 * no fault.
 */
export function endpointFault(
  endpointUrl: string,
  deploymentId: string | undefined,
  trust: Trust | undefined,
): EndpointFault | undefined {
  const expected = "an https URL such as https://NAME.openai.azure.com";
  const advice = "Copy the endpoint from the Azure portal.";
  const url = parse(endpointUrl);
  if (url === undefined || url.host === "") {
    return { problem: "the value is not a URL (not shown)", expected, advice };
  }
  if (/[\s\p{Cc}\p{Cf}]/u.test(endpointUrl)) {
    const problem = "the value has white space or control characters in it (not shown)";
    return { problem, expected, advice };
  }
  if (url.protocol !== "https:") {
    return { problem: `"${shown(url)}" does not start with https://`, expected, advice };
  }
  if (url.username !== "" || url.password !== "") {
    const problem = `"${shown(url)}" has a user name or password before the host`;
    return { problem, expected, advice };
  }
  const more = excess(url);
  if (more !== undefined) {
    return {
      problem: `"${shown(url)}" has ${more} (not shown)`,
      expected: `a URL with nothing after its path but ${VERSION_PARAMETER}`,
      advice: "Take it out of the URL; a key belongs into {apiKey}.",
    };
  }
  return (
    (trust === undefined ? undefined : hostFault(url, trust)) ??
    (deploymentId === undefined ? undefined : deploymentFault(url, deploymentId))
  );
}

/** Compares two endpoints as Azure would: case of the host, default port and a slash at the end do not matter. */
export function sameEndpoint(one: string, other: string): boolean {
  return canonical(one) === canonical(other);
}

/**
 * Whether two endpoints lead to one resource. On a host of Azure's that is decided by the host, whichever form of the URL
 * was pasted; a gateway may lead elsewhere from each path.
 */
export function sameResource(one: string, other: string): boolean {
  const [a, b] = [parse(one), parse(other)];
  if (a === undefined || b === undefined || !isAzureHost(a.hostname))
    return sameEndpoint(one, other);
  return a.origin === b.origin;
}

/** Takes an endpoint URL apart, whichever form of it was pasted. Nothing where it is no URL. */
export function endpointParts(endpointUrl: string): EndpointParts | undefined {
  const url = parse(endpointUrl);
  if (url === undefined) return undefined;
  const deployment = /\/deployments\/([^/]+)/.exec(url.pathname)?.[1];
  return {
    origin: url.origin,
    ...(deployment === undefined ? {} : { deployment: decoded(deployment) }),
  };
}

/** Whether a host is Azure's, by its suffix at the boundary of a label: a host that merely looks like it is not. */
export function isAzureHost(hostname: string): boolean {
  return AZURE_SUFFIXES.some((suffix) => hostname.endsWith(`.${suffix}`));
}

/** The host of Azure's regions, which has no account's name in it. */
export function isRegionalHost(hostname: string): boolean {
  return hostname.endsWith(".api.cognitive.microsoft.com");
}

/** The subdomain of an account's host, which is nearly always the account's name; nothing where the host has none. */
export function accountName(hostname: string): string | undefined {
  return isAzureHost(hostname) && !isRegionalHost(hostname) ? hostname.split(".")[0] : undefined;
}

/** What a URL has that no endpoint of Azure's has, and that is not to be kept in clear. */
function excess({ searchParams, href }: URL): string | undefined {
  if (href.includes("#")) return 'a "#" and what follows it';
  const known = [...searchParams.keys()].every((name) => name === VERSION_PARAMETER);
  return known ? undefined : `more than ${VERSION_PARAMETER} in its query`;
}

function hostFault({ hostname }: URL, trust: Trust): EndpointFault | undefined {
  if (trust.hosts.some((host) => host.toLowerCase() === hostname)) return undefined;
  if (isAzureHost(hostname)) return undefined;
  const lookAlike = looksLikeAzure(hostname);
  if (trust.anyHost && !lookAlike) return undefined;
  return {
    problem: `the host "${redact(hostname)}" ${lookAlike ? "looks like Azure's, but is not" : "is not Azure's"}`,
    expected: `a host that ends with ${AZURE_SUFFIXES.slice(0, 3)
      .map((suffix) => `.${suffix}`)
      .join(", ")}`,
    advice:
      "Copy the endpoint from the Azure portal; an API gateway of your own must be listed in {preflight.trustedHosts}.",
  };
}

/** A host that has the words of Azure's in it, or letters that only look like them. */
function looksLikeAzure(hostname: string): boolean {
  return /azure|openai|cognitive|microsoft|(?:^|\.)xn--/.test(hostname);
}

function deploymentFault(url: URL, deploymentId: string): EndpointFault | undefined {
  const named = endpointParts(url.href)?.deployment;
  if (named === undefined || named === deploymentId) return undefined;
  return {
    problem: `the path names the deployment "${redact(named)}", but {deploymentId} is "${redact(deploymentId)}"`,
    expected: "an endpoint without a deployment in its path, or with the same one",
    advice: "Correct the one that is wrong.",
  };
}

function canonical(endpointUrl: string): string {
  const url = parse(endpointUrl);
  return url === undefined
    ? endpointUrl
    : url.origin + url.pathname.replace(/\/+$/, "") + url.search;
}

/** The URL without anything that could hide a credential. */
function shown(url: URL): string {
  return redact(`${url.protocol}//${url.host}${url.pathname === "/" ? "" : url.pathname}`);
}

function parse(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
