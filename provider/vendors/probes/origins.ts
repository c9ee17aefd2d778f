import { IntegrationError } from "../../integration/errors.ts";

/** The variable that sends requests for AI vendors to a stand-in. */
export const ORIGINS_VARIABLE = "SIGMA_AI_VENDOR_ORIGINS";

/** Where a request for a vendor's URL goes, and the host that it names where that is another one. */
export interface Destination {
  url: URL;
  host?: string;
}

/** Says where a request goes. */
export type Route = (url: URL) => Destination;

/**
 * Reads SIGMA_AI_VENDOR_ORIGINS, a comma list of `host=origin`, where the host may be `*` and the origin must be this
 * machine's: `*=http://127.0.0.1:4010`. The path stays, and the vendor's host goes into the header. Without the variable requests
 * go to the vendors. Throws INVALID_CONNECTION where the list cannot be used; the route does for a host that the list does
 * not name, so that a stand-in is never left for a real vendor by mistake.
 */
export function vendorRoute(list: string | undefined): Route {
  if (list === undefined || list.trim() === "") return (url) => ({ url });
  const origins = new Map(list.split(",").map((entry) => parseEntry(entry.trim())));
  return (url) => {
    const origin = origins.get(url.hostname) ?? origins.get("*");
    if (origin === undefined) throw unlisted(url.hostname);
    return { url: new URL(url.pathname + url.search, origin), host: url.host };
  };
}

function parseEntry(entry: string): [host: string, origin: URL] {
  const [, host = "", text = ""] = /^([^=]+)=(.+)$/.exec(entry) ?? [];
  if (!/^(?:\*|[a-z0-9.-]+)$/i.test(host) || !URL.canParse(text)) {
    throw invalidList("an entry is not host=origin (not shown)");
  }
  const origin = new URL(text);
  if (!isLoopback(origin)) {
    throw invalidList(`the origin for "${host}" is not on this machine (not shown)`);
  }
  return [host.toLowerCase(), origin];
}

/** Keys are sent there, so nothing but an origin on this machine will do, spelled as what never goes through a proxy. */
function isLoopback(origin: URL): boolean {
  const { protocol, hostname, username, password, pathname, search, hash } = origin;
  const isHere = ["localhost", "127.0.0.1", "[::1]"].includes(hostname);
  const isBare = pathname === "/" && `${username}${password}${search}${hash}` === "";
  return isHere && isBare && /^https?:$/.test(protocol);
}

function invalidList(problem: string): IntegrationError {
  return new IntegrationError("INVALID_CONNECTION", {
    path: ORIGINS_VARIABLE,
    problem,
    expected: "a list such as *=http://127.0.0.1:4010, with origins on this machine only",
    advice: "Correct it; or unset it, so that credentials are tried at the vendors themselves.",
  });
}

function unlisted(host: string): IntegrationError {
  return new IntegrationError("INVALID_CONNECTION", {
    path: ORIGINS_VARIABLE,
    problem: `the list does not name ${host}, and nothing was sent there`,
    expected: `an entry for ${host}, or one for *`,
    advice:
      "Add it; or unset the variable, so that credentials are tried at the vendors themselves.",
  });
}
