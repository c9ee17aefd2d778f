import { createHandlers, rawAnswers } from "../../../../provider/terraform/handlers.ts";
import { startProvider } from "../../../../provider/terraform/protocol/reattach.ts";
import { createProvider } from "../../../../provider/terraform/provider.ts";
import { builtProvider } from "../../../support/built-provider.ts";
import type { TerraformEngine } from "../../../support/engine/terraform-engine.ts";
import { ACME } from "../../support/stack.ts";
import {
  startTerraformStack,
  type TerraformStack,
  type TerraformStackOptions,
} from "../../support/terraform-stack.ts";

/** What a stack starts with; the provider is ours. */
export type StackOptions = Omit<TerraformStackOptions, "provider">;

/** A stack whose provider runs in this process, which spares the engine every start of it. */
export interface InProcessStack extends TerraformStack {
  /** The environment of the provider. What a command is given reaches the engine alone. */
  env: Record<string, string | undefined>;
  /** What the provider wrote to its log. */
  log: readonly string[];
}

/** Starts a stack with the provider that `npm run build` has made, installed by `init`: a process of its own, with TLS. */
export async function startInstalled(
  engine: TerraformEngine,
  options: StackOptions,
): Promise<TerraformStack> {
  return startTerraformStack(engine, { ...options, provider: builtProvider() });
}

/** Starts a stack with a provider in this process, through `TF_REATTACH_PROVIDERS`. No `init` is needed. */
export async function startInProcess(
  engine: TerraformEngine,
  options: StackOptions,
): Promise<InProcessStack> {
  const env: InProcessStack["env"] = {};
  const log: string[] = [];
  const provider = createProvider({
    env: (name) => env[name],
    file: async () => {
      throw new Error("no key files in Terraform");
    },
    print: (line) => void log.push(line),
  });
  const running = await startProvider(createHandlers(provider), { raw: rawAnswers });
  const stack = await startTerraformStack(engine, {
    ...options,
    provider: { socket: running.address },
  });
  Object.assign(env, {
    SIGMA_BASE_URL: stack.simulator.url,
    SIGMA_AI_VENDOR_ORIGINS: `*=${stack.simulator.url}`,
    SIGMA_TOKEN_INTERVAL: "0",
    SIGMA_ALLOW_ASSUMED: "write",
    ...ACME,
    ...options.env,
  });
  return {
    ...stack,
    env,
    log,
    [Symbol.asyncDispose]: async () => {
      await running.close();
      await stack[Symbol.asyncDispose]();
    },
  };
}
