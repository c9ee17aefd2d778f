import { createHash } from "node:crypto";

/** One of several parts of a whole. */
export interface Shard {
  /** From 1 to `count`. */
  index: number;
  count: number;
}

/** The most parts that a whole may have. */
export const MOST_SHARDS = 10_000;

/** Reads a shard such as `2/8`. Undefined where it is none. */
export function parseShard(text: string): Shard | undefined {
  const [, index = 0, count = 0] = (/^(\d{1,5})\/(\d{1,5})$/.exec(text) ?? []).map(Number);
  return index >= 1 && index <= count && count <= MOST_SHARDS ? { index, count } : undefined;
}

/**
 * Whether a name belongs to a shard; without a shard all do. Only the name decides, so that each name is in one shard whatever
 * else there is. Terraform's language has the same in
 * `parseint(substr(sha256(name), 0, 8), 16) % count == index - 1`.
 */
export function isInShard(name: string, shard: Shard | undefined): boolean {
  if (shard === undefined) return true;
  const digits = createHash("sha256").update(name).digest("hex").slice(0, 8);
  return Number.parseInt(digits, 16) % shard.count === shard.index - 1;
}
