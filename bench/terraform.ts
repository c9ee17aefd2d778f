import type { Progress } from "../test/support/engine/tool.ts";
import { obtainTerraform } from "../test/support/engine/terraform.ts";
import { startSimulator } from "./remote-simulator.ts";
import { staticToken } from "./static-token.ts";
import { measureApplies, type ApplyRow } from "./terraform/applies.ts";
import { measurePlans, type PlanParts, type PlanRow } from "./terraform/plans.ts";
import { obtainProviders } from "./terraform/providers.ts";
import { recordOne } from "./terraform/recorded-state.ts";
import type { Stage } from "./terraform/stage.ts";
import { measureStartUps, type StartUpRow } from "./terraform/start-up.ts";

/** What the part about Terraform has measured. */
export interface TerraformResults {
  terraform: string;
  /** What could not be had on this machine. */
  missing: readonly string[];
  plans: PlanRow[];
  parts: PlanParts[];
  applies: ApplyRow[];
  startUps: StartUpRow[];
}

/** Measures the provider for Terraform beside its peer and its floor, with one Terraform and one simulator. */
export async function benchTerraform(
  quick: boolean,
  progress: Progress,
): Promise<TerraformResults> {
  const engine = await obtainTerraform({ progress });
  using obtained = await obtainProviders(progress);
  const simulator = await startSimulator();
  try {
    const { byContestant: providers, missing } = obtained;
    const stage: Stage = { engine, simulator, providers, env: await environment(simulator.url) };
    const recorded = await recordOne(stage);
    const plans: PlanRow[] = [];
    const parts: PlanParts[] = [];
    for (const [resources, rounds] of [
      [1, 25],
      [10, 21],
      [100, 15],
    ] as const) {
      progress(`plan of ${resources} without changes`);
      const measured = await measurePlans(stage, recorded, resources, quick ? 3 : rounds);
      plans.push(...measured.rows);
      parts.push(...measured.parts);
    }
    progress("first apply of 10");
    const applies = await measureApplies(stage, quick ? 3 : 15);
    progress("start-up of the provider's process");
    const startUps = await measureStartUps(stage, quick ? 3 : 25);
    return { terraform: engine.version, missing, plans, parts, applies, startUps };
  } finally {
    simulator.close();
  }
}

/** Ours and restapi use credentials of different organizations, so that neither sees the other's saves. */
async function environment(url: string): Promise<Record<string, string>> {
  return {
    SIGMA_BASE_URL: url,
    SIGMA_AI_VENDOR_ORIGINS: `*=${url}`,
    SIGMA_CLIENT_ID: "client-001",
    SIGMA_CLIENT_SECRET: "client-001-secret",
    SIGMA_TOKEN_INTERVAL: "0",
    TF_VAR_openai_key: "sim-openai-key-1",
    TF_VAR_url: url,
    TF_VAR_token: await staticToken(url, "002"),
  };
}
