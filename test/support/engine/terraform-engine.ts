import type { ToolCopy } from "./obtain.ts";
import type { Probe } from "./tool.ts";

/** An engine that runs Terraform's language and its providers: Terraform or OpenTofu. */
export interface TerraformEngine extends ToolCopy {
  /** The name of its command. */
  readonly cli: "terraform" | "tofu";
  readonly product: "Terraform" | "OpenTofu";
  /** The host of the registry that a provider's address means when it names none. */
  readonly registry: "registry.terraform.io" | "registry.opentofu.org";
}

/** How a copy of either engine is asked for its version. From 1.11 on both have write-only attributes. */
export const terraformProbe: Probe = {
  args: ["version"],
  environment: {
    CHECKPOINT_DISABLE: "1",
    // Whatever the user has set up must not add to the answer.
    TF_CLI_CONFIG_FILE: "",
    TF_CLI_ARGS: "",
    TF_CLI_ARGS_version: "",
    TF_LOG: "",
  },
  homeVariable: "HOME",
  from: "1.11.0",
  below: "2.0.0",
};
