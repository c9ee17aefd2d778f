/** Why an endpoint cannot be used, in the parts of an error. */
export interface EndpointFault {
  problem: string;
  expected: string;
  advice?: string;
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

/** Parameters of a query that hold a credential, which does not belong into a URL that is kept in clear. */
const CREDENTIAL_PARAMETERS = /(?:key|token|secret|code|sig|password)$/i;

/**
 * Says what is wrong with an Azure endpoint, or nothing. Hosts are compared by suffix, because a host that merely looks
 * like Azure's would be sent the key. Another host, such as an API gateway's, must be trusted by name, or preflight be
 * off. What the user wrote is what Sigma gets; nothing is rewritten here.
 */
export function endpointFault(
  endpointUrl: string,
  deploymentId: string,
  trust: { hosts: readonly string[]; anyHost: boolean },
): EndpointFault | undefined {
  const expected = "an https URL such as https://NAME.openai.azure.com";
  const url = parse(endpointUrl);
  if (url === undefined) return { problem: "the value is not a URL (not shown)", expected };
  if (url.protocol !== "https:") {
    return { problem: `"${shown(url)}" does not start with https://`, expected };
  }
  if (url.username !== "" || url.password !== "") {
    return { problem: `"${shown(url)}" has a user name or password before the host`, expected };
  }
  if ([...url.searchParams.keys()].some((name) => CREDENTIAL_PARAMETERS.test(name))) {
    return {
      problem: `the query of "${shown(url)}" has a credential in it (not shown)`,
      expected: "a URL without credentials; the key belongs into apiKey",
    };
  }
  return hostFault(url, trust) ?? deploymentFault(url, deploymentId);
}

/** Compares two endpoints as Azure would: case of the host, default port and a slash at the end do not matter. */
export function sameEndpoint(one: string, other: string): boolean {
  return canonical(one) === canonical(other);
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

function hostFault(
  url: URL,
  trust: { hosts: readonly string[]; anyHost: boolean },
): EndpointFault | undefined {
  const { hostname } = url;
  if (trust.hosts.some((host) => host.toLowerCase() === hostname)) return undefined;
  if (AZURE_SUFFIXES.some((suffix) => hostname.endsWith(`.${suffix}`))) return undefined;
  const lookAlike = looksLikeAzure(hostname);
  if (trust.anyHost && !lookAlike) return undefined;
  return {
    problem: `the host "${hostname}" ${lookAlike ? "looks like Azure's, but is not" : "is not Azure's"}`,
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
    problem: `the path names the deployment "${named}", but deploymentId is "${deploymentId}"`,
    expected: "an endpoint without a deployment in its path, or with the same one",
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
  return `${url.protocol}//${url.host}${url.pathname === "/" ? "" : url.pathname}`;
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
