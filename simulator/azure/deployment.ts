import { z } from "zod";

import type { Account } from "./account.ts";
import { tagsSchema } from "./account-body.ts";
import { accountId } from "./arm-id.ts";

const skuSchema = z.object({
  name: z.string(),
  capacity: z.number().int().min(1).exactOptional(),
});

/** Checks the form of a deployment. */
export const deploymentSchema = z.object({
  sku: skuSchema.exactOptional(),
  tags: tagsSchema.default({}),
  properties: z.object({
    model: z.object({
      format: z.string(),
      name: z.string(),
      version: z.string().exactOptional(),
    }),
    versionUpgradeOption: z
      .enum(["OnceNewDefaultVersionAvailable", "OnceCurrentVersionExpired", "NoAutoUpgrade"])
      .exactOptional(),
    raiPolicyName: z.string().exactOptional(),
  }),
});

/** Checks the form of a change to a deployment: its tags and its SKU, nothing else. */
export const deploymentPatchSchema = z.strictObject({
  sku: skuSchema.extend({ name: z.string().exactOptional() }).exactOptional(),
  tags: tagsSchema.exactOptional(),
});

/** A deployment, as a request gives it. */
export type DeploymentBody = z.output<typeof deploymentSchema>;

/** A model deployment under an account. */
export interface Deployment {
  readonly name: string;
  readonly sku: { readonly name: string; readonly capacity: number };
  readonly tags: Readonly<Record<string, string>>;
  readonly model: { readonly format: string; readonly name: string; readonly version: string };
  readonly versionUpgradeOption: string;
  readonly raiPolicyName: string;
}

/** The ID of a deployment. */
export function deploymentId(account: Account, name: string): string {
  return `${accountId(account)}/deployments/${name}`;
}

/** A deployment as Azure Resource Manager shows it. */
export function deploymentView(
  account: Account,
  { name, sku, tags, model, versionUpgradeOption, raiPolicyName }: Deployment,
  provisioningState = "Succeeded",
) {
  return {
    id: deploymentId(account, name),
    name,
    type: "Microsoft.CognitiveServices/accounts/deployments",
    sku,
    tags,
    properties: {
      model,
      versionUpgradeOption,
      raiPolicyName,
      currentCapacity: sku.capacity,
      capabilities: model.name.startsWith("text-embedding-")
        ? { embeddings: "true", embeddingsMaxInputs: "2048" }
        : { chatCompletion: "true" },
      provisioningState,
    },
  };
}
