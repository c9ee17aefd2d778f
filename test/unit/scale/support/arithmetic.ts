/** What Sigma is taken to allow: one token a second for each credential; a token lives for an hour. */
export const LIMIT = { tokensPerSecond: 1, tokenLifetime: 3600 } as const;

/** Our own token is renewed so long before its end, in seconds. */
const RENEW_BEFORE = 60;

/** How many tenants a page of Sigma's list has. */
const PAGE = 500;

/** What it takes to read a number of organizations. */
export interface Cost {
  tokens: number;
  requests: number;
  /** The shortest time that the limit allows, in seconds. */
  floor: number;
}

/**
 * One process reads an own organization and its tenants: `status --all-tenants`, or one Terraform folder with `for_each`. One
 * token for each, and one read; beside them one whoami and the pages of the list.
 */
export function oneProcess(organizations: number): Cost {
  return oneShard(organizations - 1, organizations - 1, true);
}

/** A process for each tenant, as `drift` starts engines: each needs the parent's token, the tenant, its token, and a read. */
export function processEach(tenants: number): Cost {
  return cost(2 * tenants, 4 * tenants);
}

/**
 * As many shards of one size as credentials, all at once. Each lists all tenants and has the parent's token; one of them reads
 * the own organization.
 */
export function sharded(organizations: number, credentials: number): Cost {
  const tenants = organizations - 1;
  const other = oneShard(tenants / credentials, tenants, false);
  const largest = oneShard(Math.ceil(tenants / credentials), tenants, true);
  return {
    tokens: Math.round(other.tokens * credentials),
    requests: Math.round(other.requests * credentials) + 1,
    floor: largest.floor,
  };
}

/** A process that lists so many tenants, and reads some of them. Its own token is renewed as time passes. */
function oneShard(tenants: number, listed: number, isOwnRead: boolean): Cost {
  const tokens = tenants + 1 + Math.floor(tenants / (LIMIT.tokenLifetime - RENEW_BEFORE));
  const pages = Math.max(1, Math.ceil(listed / PAGE));
  return cost(tokens, tokens + tenants + (isOwnRead ? 1 : 0) + 1 + pages);
}

/** The first token waits for nothing. */
function cost(tokens: number, requests: number): Cost {
  return { tokens, requests, floor: (tokens - 1) / LIMIT.tokensPerSecond };
}

const SIZES = [10, 40, 1000, 100_000];

/** The tables of docs/scale.md, as they stand there. */
export function tables(): string[] {
  return [
    table(
      ["organizations", "tokens", "requests", "shortest time"],
      SIZES.map((size) => row(size, oneProcess(size))),
    ),
    table(
      ["tenants", "tokens", "requests", "shortest time"],
      SIZES.map((size) => row(size, processEach(size))),
    ),
    table(
      ["organizations", "credentials", "requests", "shortest time"],
      [
        [1000, 4],
        [1000, 10],
        [100_000, 10],
        [100_000, 30],
        [100_000, 100],
      ].map(([size = 0, credentials = 0]) => {
        const { requests, floor } = sharded(size, credentials);
        return [count(size), count(credentials), count(requests), duration(floor)];
      }),
    ),
  ];
}

function row(size: number, { tokens, requests, floor }: Cost): string[] {
  return [count(size), count(tokens), count(requests), duration(floor)];
}

function count(value: number): string {
  return value.toLocaleString("en-US");
}

function duration(seconds: number): string {
  if (seconds < 100) return `${seconds} s`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} min`;
  return `${(seconds / 3600).toFixed(1)} h`;
}

/** A table of Markdown as the formatter leaves it: numbers to the right. */
function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...rows.map((cells) => cells[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padStart(widths[column] ?? 0)).join(" | ")} |`;
  const rule = `| ${widths.map((width) => `${"-".repeat(width - 1)}:`).join(" | ")} |`;
  return [line(headings), rule, ...rows.map(line)].join("\n");
}
