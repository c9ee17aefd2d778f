import { IntegrationError } from "../integration/errors.ts";

/**
 * The address of Sigma's API, from the name of a region ("aws-eu") or a URL. Https only, but for loopback addresses. A
 * path is kept, for gateways. Throws INVALID_CONNECTION and says what was expected.
 */
export function parseBaseUrl(
  text: string,
  setting: string,
  regions: Readonly<Record<string, string>>,
): URL {
  const name = text.toLowerCase();
  const region = Object.hasOwn(regions, name) ? regions[name] : undefined;
  if (region !== undefined) return new URL(region);
  const invalid = (problem: string, advice?: string): IntegrationError =>
    new IntegrationError("INVALID_CONNECTION", {
      path: setting,
      problem,
      expected: `an https URL, or one of ${Object.keys(regions).join(", ")}`,
      advice: advice ?? "Sigma shows it under Administration > Developer Access.",
    });

  if (!URL.canParse(text)) throw invalid("the value is neither a URL nor the name of a region");
  const url = new URL(text);
  if (/\/v2\/?$/.test(url.pathname)) {
    throw invalid("the URL ends with /v2", "Leave it out; it is part of each request's path.");
  }
  if (url.username !== "" || url.password !== "" || url.search !== "" || url.hash !== "") {
    throw invalid("the URL has more than a host and a path");
  }
  if (url.protocol !== "https:" && !(url.protocol === "http:" && isLoopback(url))) {
    // "localhost:8080" is a URL too, of the scheme "localhost" and with no host.
    throw invalid(
      url.host === "" ? "the value is not https" : `the URL of ${url.host} is not https`,
    );
  }
  if (url.hostname.startsWith("app.") && url.hostname.endsWith("sigmacomputing.com")) {
    throw invalid(
      `${url.host} is the address of the app`,
      "Use the API's address, which Sigma shows under Administration > Developer Access.",
    );
  }
  return url;
}

/** True for addresses that never leave this machine. */
export function isLoopback({ hostname }: URL): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(?:\.\d+){3}$/.test(hostname);
}

/** An operation's address below the base URL, with its parameters filled in. */
export function operationUrl(
  base: URL,
  path: string,
  parameters: Readonly<Record<string, string>> = {},
): URL {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(parameters[name] ?? ""),
  );
  // Joined as text: resolved against the base, a path that begins with "//" would name another host.
  return new URL(base.origin + base.pathname.replace(/\/+$/, "") + filled);
}
