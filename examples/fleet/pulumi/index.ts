import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import { ExternalAiIntegration, type ExternalAiIntegrationArgs } from "sigma-external-ai";

interface Organization {
  id: string;
  /** Whether it is the credentials' own organization, and not a tenant of it. */
  own?: boolean;
  vendor: keyof typeof KEYS;
}

/** Keys stay in the environment of the engine: no state has one. */
const KEYS = {
  openai: { openai: { apiKey: { fromEnv: "OPENAI_API_KEY" } } },
  gemini: { gemini: { apiKey: { fromEnv: "GEMINI_API_KEY" } } },
  anthropic: { anthropic: { apiKey: { fromEnv: "ANTHROPIC_API_KEY" } } },
} satisfies Record<string, ExternalAiIntegrationArgs>;

const shard = shardOf(new pulumi.Config().require("shard"));

// From the folder of Pulumi.yaml on.
const organizations: Organization[] = JSON.parse(readFileSync("../organizations.json", "utf8"));

for (const { id, own = false, vendor } of organizations.filter(isMine)) {
  new ExternalAiIntegration(id, {
    ...KEYS[vendor],
    ...(own ? {} : { tenant: id }),
    expectedOrganizationId: id,
  });
}

/** "2/8" is the second part of eight, and "1/1" is all. Anything else throws: a slip must not become all of them. */
function shardOf(text: string): { index: number; count: number } {
  const [, index = 0, count = 0] = (/^(\d+)\/(\d+)$/.exec(text) ?? []).map(Number);
  if (index < 1 || index > count) throw new Error(`shard: "${text}" is no part such as 2/8`);
  return { index, count };
}

/** As `sigma-external-ai status --shard 2/8` divides them: only the id decides, so a new organization moves no other one. */
function isMine({ id }: Organization): boolean {
  const digits = createHash("sha256").update(id).digest("hex").slice(0, 8);
  return Number.parseInt(digits, 16) % shard.count === shard.index - 1;
}
