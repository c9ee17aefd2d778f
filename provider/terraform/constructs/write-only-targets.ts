import type { Node } from "constructs";

/** Where CDK Terrain keeps the `targetVersions` of a project's cdktf.json. */
const CONTEXT = "targetVersions";

/** The engines that know write-only attributes. */
const TARGETS = { terraform: ">=1.11.0", opentofu: ">=1.11.0" };

/**
 * Says of one construct that it is meant for engines with write-only attributes, unless the project says itself what it is
 * meant for. A project that says nothing counts as meant for Terraform 1.5.7 too, so that CDK Terrain would refuse a
 * write-only key; one that names older engines is still refused.
 */
export function targetWriteOnly(node: Node): void {
  if (node.tryGetContext(CONTEXT) === undefined) node.setContext(CONTEXT, TARGETS);
}
