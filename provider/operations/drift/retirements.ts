import { daysUntil } from "../../azure/model-life.ts";
import { MODEL_POLICY, NOTICE_DAYS } from "../../azure/model-policy.ts";
import { AZURE_MODELS } from "../../integration/config.ts";
import type { KnownFacts } from "./known-facts.ts";
import type { Retirement } from "./report.ts";

/** A deployment at Azure that the same state has. */
export interface KnownDeployment {
  name: string;
  model: string;
  version: string;
}

/**
 * The models behind an integration that retire within 180 days. An integration knows its deployments by name only; what
 * model one is, is known where the same state has the deployment, and just one of that name.
 */
export function retirementsOf(
  facts: KnownFacts | undefined,
  deployments: readonly KnownDeployment[],
  today: Date,
): Retirement[] {
  const live = facts?.remote ?? facts?.applied;
  return AZURE_MODELS.flatMap((use) => {
    const deploymentId = live?.[use]?.deploymentId;
    const found = deployments.filter(({ name }) => name === deploymentId);
    const [deployment] = found;
    if (deploymentId === undefined || deployment === undefined || found.length > 1) return [];
    const row = MODEL_POLICY.find(
      ({ name, version }) => name === deployment.model && version === deployment.version,
    );
    if (row === undefined) return [];
    const days = daysUntil(row.retires, today);
    if (days >= NOTICE_DAYS) return [];
    const { model, version } = deployment;
    const source = `${row.source}, ${row.asOf}`;
    return [{ use, deploymentId, model, version, retires: row.retires, days, source }];
  });
}
