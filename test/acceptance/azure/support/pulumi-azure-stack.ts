import type { Simulator } from "../../../../simulator/index.ts";
import { createArmClient } from "../../../support/azure-plugins/arm-client.ts";
import { startAzurePlugins } from "../../../support/azure-plugins/azure-plugins.ts";
import { accountId } from "../../../support/azure-plugins/azure-resources.ts";
import type { Properties } from "../../../support/azure-plugins/properties.ts";
import type { Engine } from "../../../support/engine/pulumi.ts";
import { newRequests } from "../../support/new-requests.ts";
import { startStack, type Stack, type StackOptions } from "../../support/stack.ts";

type AzureAccountState = ReturnType<Simulator["azureState"]>["accounts"][number];

/** A stack of the real engine whose program has an Azure OpenAI account at the simulated ARM. */
export interface AzureStack extends Stack {
  /** The account that the program has made. */
  account: () => AzureAccountState;
  /** The same, as ARM shows it. */
  armBody: () => Promise<Properties | undefined>;
  /** Both keys of the account. */
  keys: () => Promise<string[]>;
  /** Makes an account beside the program, as its owner does. */
  makeAccount: (name: string) => Promise<void>;
  /** Deletes the account beside the program, for good. */
  purgeAccount: () => Promise<void>;
  /** The writes at ARM since this was last asked, as "METHOD accounts/NAME". */
  armWrites: () => string[];
}

/** The addresses from which the simulated Sigma calls. */
export const SIGMA_ADDRESSES = ["203.0.113.10", "203.0.113.11"];

/** What a program gives to the component, beside the models, as text. */
export interface ProgramOptions {
  sigmaAddresses?: readonly string[];
  /** Further inputs of the component. */
  inputs?: string;
  /** Options of the component. */
  options?: string;
  /** What stands for the integrations. Default: one, and its refused saves are not repeated. */
  integrations?: string;
}

/** A program with the component and an integration that takes what it gives. */
export function azureProgram(given: ProgramOptions = {}): string {
  const { sigmaAddresses = SIGMA_ADDRESSES, inputs = "", options = "{}" } = given;
  const { integrations = `new ExternalAiIntegration("ai", { azureOpenai: once });` } = given;
  return `import { AzureOpenAiForSigma } from "sigma-external-ai/azure";
const azure = new AzureOpenAiForSigma("azure", {
  resourceGroupName: "sigma",
  location: "eastus2",
  dataResidency: "global",
  languageModel: { name: "gpt-4.1", version: "2025-04-14" },
  embeddingModel: { name: "text-embedding-3-small", version: "1" },
  sigmaAddresses: ${JSON.stringify(sigmaAddresses)},
  ${inputs}
}, ${options});
const once = { ...azure.integration, validationWait: "0s" };
${integrations}`;
}

/** Starts a stack with the stand-ins of `azure-native` and `random`. Probes of credentials reach the simulator only. */
export async function startAzureStack(engine: Engine, options: StackOptions): Promise<AzureStack> {
  const stack = await startStack(engine, options);
  const { simulator } = stack;
  const plugins = await startAzurePlugins({ url: simulator.url });
  stack.project.setEnv({ ...plugins.env, SIGMA_AI_VENDOR_ORIGINS: `*=${simulator.url}` });
  const arm = createArmClient({ url: simulator.url });
  const { signal } = new AbortController();
  const account = (): AzureAccountState => {
    const [found] = simulator.azureState().accounts;
    if (found === undefined) throw new Error("there is no account");
    return found;
  };
  return {
    ...stack,
    account,
    armBody: async () => arm.get(account().id, signal),
    keys: async () =>
      Object.values(await arm.post(`${account().id}/listKeys`, {}, signal)).map(String),
    makeAccount: (name) => {
      const id = accountId({ resourceGroupName: "sigma", accountName: name });
      const properties = { customSubDomainName: name };
      const body = { location: "eastus2", kind: "OpenAI", sku: { name: "S0" }, properties };
      return arm.put(id, body, signal);
    },
    purgeAccount: async () => {
      await arm.remove(account().id, signal);
      for (const id of simulator.azureState().deletedAccounts) await arm.remove(id, signal);
    },
    armWrites: newArmWrites(simulator),
    [Symbol.asyncDispose]: async () => {
      plugins.close();
      await stack[Symbol.asyncDispose]();
    },
  };
}

function newArmWrites(simulator: Simulator): () => string[] {
  const fresh = newRequests(simulator);
  return () =>
    fresh()
      .filter((request) => /^(?:PUT|PATCH|DELETE) \/subscriptions\//.test(request))
      .map((request) => request.replace(/ .*\/(?=\w+\/[^/]+$)/, " "));
}
