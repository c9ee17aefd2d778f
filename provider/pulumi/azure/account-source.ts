import type { Input, Output, Resource } from "@pulumi/pulumi";

/** An account that deployments are added to, made here or not. */
export interface AccountSource {
  name: Output<string>;
  resourceGroupName: Input<string>;
  endpointUrl: Output<string>;
  /** Whether the account refuses keys, as Azure reports it. */
  isKeyAuthenticationOff: Output<boolean>;
  /** The rules of the allowlist that the account does not have. */
  missingIpRules: Output<string[]>;
  /** What must be there before the first deployment. */
  before: Resource[];
}
