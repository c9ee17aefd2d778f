/** Requests by what they are for, and how many there were. */
export type RequestCounts = Readonly<Record<string, number>>;

/** What a request is for, by the beginning of "METHOD path". */
const PURPOSES = [
  ["POST /v2/auth/token", "token"],
  ["GET /v2/whoami", "whoami"],
  ["GET /v2/tenants", "tenant"],
  ["GET /v2/organizations/settings/aiConfigs", "read"],
  ["POST /v2/organizations/settings/aiConfigs", "save"],
] as const;

/** Counts requests, each given as "METHOD path". They were made by some runs; those of one run are answered. */
export function countRequests(requests: readonly string[], runs = 1): RequestCounts {
  const counts = new Map<string, number>();
  for (const request of requests) {
    const [, purpose = request] = PURPOSES.find(([start]) => request.startsWith(start)) ?? [];
    counts.set(purpose, (counts.get(purpose) ?? 0) + 1);
  }
  return Object.fromEntries([...counts].map(([purpose, count]) => [purpose, count / runs]));
}

/** The counts as a text, such as "1 token, 10 read"; for each of some organizations where their number is given. */
export function requestText(counts: RequestCounts, organizations = 1): string {
  const texts = Object.entries(counts).map(
    ([purpose, count]) => `${Number((count / organizations).toFixed(2))} ${purpose}`,
  );
  return texts.length === 0 ? "none" : texts.join(", ");
}
