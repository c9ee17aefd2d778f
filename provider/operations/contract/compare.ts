import type { Contract, Override } from "../../sigma/contract.ts";
import { compareBodies } from "./compare-bodies.ts";
import type { Compared } from "./compare-fields.ts";
import { compareReport } from "./compare-report.ts";
import { compareRoutes } from "./compare-routes.ts";
import { compared, type Finding } from "./finding.ts";
import type { OpenApi } from "./openapi.ts";

/** What a document of Sigma's says of the contract. */
export interface Comparison {
  title: string;
  version: string;
  findings: readonly Finding[];
  /** The entries that the document decides, for an override file. */
  override: Override;
}

/** Compares the contract in use with an OpenAPI document, entry by entry. Sends nothing. */
export function compareContract(document: OpenApi, contract: Contract): Comparison {
  const routes = compareRoutes(document, contract);
  const bodies = compareBodies(routes.save, contract);
  const report = compareReport(routes, contract);
  const regions = compareRegions(document, contract);
  // An id that nothing tells could not be filled in.
  const isTold = !routes.needsId || report.entry?.fields["configId"] !== undefined;
  const hasRoutes = isTold && Object.keys(routes.operations).length > 0;
  return {
    title: document.title,
    version: document.version,
    findings: [
      ...routes.findings,
      ...bodies.findings,
      ...report.findings,
      ...regions.findings,
      ...document.unresolved.map((reference): Finding => ({
        verdict: "undecided",
        assumption: "document: every reference leads somewhere",
        ours: "inside of the document",
        theirs: reference,
        reason: "only references inside of the document are followed",
      })),
    ],
    override: {
      ...(document.version === "" ? {} : { version: document.version }),
      ...(hasRoutes ? { operations: routes.operations } : {}),
      ...(bodies.entry === undefined ? {} : { bodies: bodies.entry }),
      ...(report.entry === undefined ? {} : { report: report.entry }),
      ...(regions.entry === undefined ? {} : { regions: regions.entry }),
    },
  };
}

/** A document may be made for one region, so a region that it does not name is not refuted. */
function compareRegions(
  { hosts }: OpenApi,
  { regions }: Contract,
): Compared<NonNullable<Override["regions"]>> {
  const ours = Object.entries(regions);
  const isOurs = (host: string): boolean => ours.some(([, url]) => new URL(url).origin === host);
  const others = [...new Set(hosts)].filter((host) => host.startsWith("https:") && !isOurs(host));
  const added = others.map((host) => [regionName(host), host] as const);
  return {
    findings: [
      ...ours.map(([name, url]): Finding => ({
        verdict: hosts.includes(new URL(url).origin) ? "confirmed" : "untouched",
        assumption: `regions.${name}`,
        ours: url,
      })),
      ...added.map(([name, host]) => compared(`regions.${name}`, "none", host)),
    ],
    entry: added.length === 0 ? undefined : { ...regions, ...Object.fromEntries(added) },
  };
}

/** A name like ours, from the host: `api.us-b.aws.sigmacomputing.com` becomes "aws-us-b". */
function regionName(host: string): string {
  const labels = new URL(host).hostname.replace(/\.sigmacomputing\.com$/, "").split(".");
  const telling = labels.filter((label) => label !== "api").toReversed();
  return telling.length === 0 ? "api" : telling.join("-");
}
