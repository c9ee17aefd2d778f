/** What the demos with Azure have in common: addresses, the simulated Azure, and what happens there. */
import type { Simulator } from "../simulator/index.ts";
import { createArmClient } from "../test/support/azure-plugins/arm-client.ts";
import type { Step } from "./demo.ts";
import { connectionTo, wrongAtSigma } from "./sigma.ts";

/** What a demo with Azure plays against. */
export const AGAINST_AZURE = "simulators of Sigma and Azure";

/** The addresses from which the simulated Sigma calls. */
export const SIGMA_ADDRESSES: readonly string[] = ["203.0.113.10", "203.0.113.11"];

/** An address that is not Sigma's. */
export const OTHER_ADDRESSES: readonly string[] = ["198.51.100.77"];

/** How long a refused save is tried again here, where nothing takes minutes. */
export const VALIDATION_WAIT = "2s";

/** The variables with which a provider finds the simulator, and tries keys there instead of at Azure. */
export function azureConnectionTo(simulator: Simulator): Record<string, string> {
  return { ...connectionTo(simulator), SIGMA_AI_VENDOR_ORIGINS: `*=${simulator.url}` };
}

/** Key 1 gets another value, after which nobody who still uses it is let in. */
export function firstKeyRegenerated(simulator: Simulator): NonNullable<Step["first"]> {
  const arm = createArmClient({ url: simulator.url });
  return {
    says: "key 1 is regenerated at Azure; Sigma uses key 2",
    act: async () => {
      const [account] = simulator.azureState().accounts;
      const { signal } = new AbortController();
      await arm.post(`${account?.id}/regenerateKey`, { keyName: "Key1" }, signal);
    },
  };
}

/** What is wrong with what Azure and Sigma have. The key of a step is the name of one of the account's. */
export function wrongWithAzure(simulator: Simulator, step: Step): string | undefined {
  const { accounts } = simulator.azureState();
  if (step.accounts !== undefined && accounts.length !== step.accounts) {
    return `Azure has ${accounts.length} accounts instead of ${step.accounts}`;
  }
  const { provider, key } = step.sigma;
  const wrong = wrongAtSigma(simulator, { ...step, sigma: { provider } });
  if (wrong !== undefined || (key !== "key1" && key !== "key2")) return wrong;
  const { integration } = simulator.state("org-acme");
  const saved = Object.values(integration?.keyDigests ?? {});
  const expected = accounts[0]?.keyDigests[key];
  return saved.every((each) => each === expected) ? undefined : `Sigma has another key than ${key}`;
}
