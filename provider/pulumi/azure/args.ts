import type { Input } from "@pulumi/pulumi";
import type { AzureOpenAiInputs } from "../../azure/inputs.ts";

/** An account that exists already. Only deployments are added to it; its network rules are never written. */
export interface ExistingAccountArgs {
  /** Name of the account. */
  name: Input<string>;
  /** Its resource group, where it is another one. */
  resourceGroupName?: Input<string>;
  /** Its endpoint. Default: the one that Azure reports. */
  endpointUrl?: Input<string>;
  /** The addresses and ranges that it lets in. Default: those that Azure reports. */
  ipRules?: Input<Input<string>[]>;
  /** What it does with all others. Default: what Azure reports. */
  defaultAction?: Input<"Allow" | "Deny">;
}

/**
 * What to provision for Sigma at Azure. What decides about it is given in the program itself, so that all of it is checked before
 * anything is made; where it is to be, and an account that exists, may be outputs.
 */
export interface AzureOpenAiForSigmaArgs extends Omit<
  AzureOpenAiInputs,
  "resourceGroupName" | "location" | "account" | "tags"
> {
  /** The resource group; it exists already, or is another resource's output. */
  resourceGroupName: Input<string>;
  /** Azure region of a new account, such as `eastus2`. Not needed with {@link AzureOpenAiForSigmaArgs.account}. */
  location?: Input<string>;
  /** An account that exists already, instead of a new one. */
  account?: ExistingAccountArgs;
  /** Tags of a new account. Default: none. */
  tags?: Input<Record<string, Input<string>>>;
}
