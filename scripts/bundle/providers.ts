import { join } from "node:path";
import { PROVIDER_NAME } from "../../provider/terraform/install/places.ts";
import { PLUGIN_NAME } from "../../provider/pulumi/install/places.ts";
import type { ProviderSource } from "./bundle.ts";

const root = join(import.meta.dirname, "../..");

/** The provider for Terraform and OpenTofu. Terraform quotes what it says on standard output. */
export const TERRAFORM_PROVIDER: ProviderSource = {
  entry: join(root, "provider/terraform/main.ts"),
  file: join(root, "dist/terraform", PROVIDER_NAME),
  texts: { install: "npx sigma-external-ai terraform install", output: "stdout" },
};

/** The plugin for Pulumi, which takes standard output for a port. */
export const PULUMI_PLUGIN: ProviderSource = {
  entry: join(root, "provider/pulumi/plugin/main.ts"),
  file: join(root, "dist/pulumi", PLUGIN_NAME),
  texts: { install: "npx sigma-external-ai pulumi install", output: "stderr" },
};
