import { InvalidArgumentError, Option } from "commander";
import { MOST_SHARDS, parseShard, type Shard } from "../operations/shard.ts";

/** `--shard 2/8`: one part of what a command is about. */
export function shardOption(of: string): Option {
  return new Option("--shard <part>", `only this part of the ${of}, such as 2/8`).argParser(parse);
}

function parse(text: string): Shard {
  const shard = parseShard(text);
  if (shard !== undefined) return shard;
  throw new InvalidArgumentError(
    `It must be a part such as 2/8: from 1/N to N/N, with N up to ${MOST_SHARDS}.`,
  );
}
