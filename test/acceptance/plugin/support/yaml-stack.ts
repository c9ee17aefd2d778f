import type { Engine } from "../../../support/engine/pulumi.ts";
import { stackOf, type Stack, type StackOptions } from "../../support/stack.ts";
import { installPlugin } from "./installed-plugin.ts";

/** A stack of a YAML program that uses the plugin, which stands where `pulumi install` puts it. `program` is the YAML. */
export async function startYamlStack(engine: Engine, options: StackOptions): Promise<Stack> {
  const stack = await stackOf(engine, options, (program) => ({ "Pulumi.yaml": yaml(program) }));
  await installPlugin(stack.project);
  return stack;
}

/** A program of one integration, from the lines of its properties, each indented as it stands below `properties`. */
export function integration(properties: string, options = "", name = "ai"): string {
  const indent = (text: string, by: number): string =>
    text.trim().replaceAll(/^/gm, " ".repeat(by));
  const own = options === "" ? "" : `\n    options:\n${indent(options, 6)}`;
  return `resources:
  ${name}:
    type: sigma:ExternalAiIntegration${own}
    properties:
${indent(properties, 6)}
`;
}

function yaml(program: string): string {
  return `name: program\nruntime: yaml\n${program}`;
}
