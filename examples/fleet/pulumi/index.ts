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

const [index = 1, count = 1] = (new pulumi.Config().get("shard") ?? "1/1").split("/").map(Number);

// From the folder of Pulumi.yaml on.
const organizations: Organization[] = JSON.parse(readFileSync("../organizations.json", "utf8"));

for (const { id, own = false, vendor } of organizations.filter(isMine)) {
  new ExternalAiIntegration(id, {
    ...KEYS[vendor],
    ...(own ? {} : { tenant: id }),
    expectedOrganizationId: id,
  });
}

/** As `sigma-external-ai status --shard 2/8` divides them: only the id decides, so a new organization moves no other one. */
function isMine({ id }: Organization): boolean {
  const digits = createHash("sha256").update(id).digest("hex").slice(0, 8);
  return Number.parseInt(digits, 16) % count === index - 1;
}
