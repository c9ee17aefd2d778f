import type { IntegrationError } from "../integration/errors.ts";
import { newAccount, newProject, type NewAccount, type NewProject } from "./account.ts";
import { allowlist, type Allowlist } from "./allowlist.ts";
import { inputFaults, listFault, type JudgedInputs } from "./check-inputs.ts";
import { deploymentFor, modelFaults, sameNameFault, type Deployment } from "./deployment.ts";
import { judgeModel } from "./model-life.ts";
import { policyFaults } from "./model-policy-faults.ts";
import type { ModelUse } from "./model-policy.ts";

/**
 * What is made one after the other. Azure refuses a second write below an account while another is under way, so that no two
 * of them may overlap; a removal goes the other way.
 */
export type Step = "account" | "project" | "language" | "embedding" | "keys" | "integration";

/** What to provision, checked and resolved. */
export interface Provision {
  /** The account to make; nothing where one exists already. */
  account?: NewAccount;
  /** The Foundry project to make in it. */
  project?: NewProject;
  deployments: readonly [language: Deployment, embedding: Deployment];
  /** The addresses to let in, in the form that Azure takes. */
  allowlist: readonly string[];
  /** Which of the account's keys Sigma is given. */
  keyName: "key1" | "key2";
  order: readonly Step[];
  /** What the user should know, with fields in braces. */
  notices: readonly string[];
}

const USES: readonly ModelUse[] = ["languageModel", "embeddingModel"];

/** Everything that is wrong with the inputs. Judged for this day, since models retire. */
export function provisionFaults(inputs: JudgedInputs, today: Date): IntegrationError[] {
  const shape = [
    ...USES.flatMap((use) => modelFaults(use, inputs)),
    ...policyFaults(inputs.modelPolicy),
  ];
  const addresses = addressFaults(inputs);
  return [
    ...inputFaults(inputs),
    ...(shape.length > 0 ? shape : judgedFaults(inputs, today)),
    ...(addresses.length > 0 ? addresses : allowed(inputs).faults),
  ];
}

/**
 * Checks the inputs and says what to provision. Judged for this day, since models retire. Throws the first of
 * {@link provisionFaults}.
 */
export function provision(inputs: JudgedInputs, today: Date): Provision {
  const [fault] = provisionFaults(inputs, today);
  if (fault !== undefined) throw fault;
  const { rules, notices } = allowed(inputs);
  const account = inputs.account === undefined ? newAccount(inputs, rules) : undefined;
  const project = newProject(inputs);
  return {
    ...(account && { account }),
    ...(project && { project }),
    deployments: [deploymentFor("languageModel", inputs), deploymentFor("embeddingModel", inputs)],
    allowlist: rules,
    keyName: inputs.key === 2 ? "key2" : "key1",
    order: [
      ...(account ? (["account"] as const) : []),
      ...(project ? (["project"] as const) : []),
      "language",
      "embedding",
      "keys",
      "integration",
    ],
    notices: [
      ...notices,
      ...USES.flatMap(
        (use) => judgeModel(use, inputs[use], today, inputs.modelPolicy).notice ?? [],
      ),
    ],
  };
}

function judgedFaults(inputs: JudgedInputs, today: Date): IntegrationError[] {
  return [
    ...USES.map((use) => judgeModel(use, inputs[use], today, inputs.modelPolicy).fault),
    sameNameFault(inputs),
  ].filter((fault) => fault !== undefined);
}

function addressFaults({ sigmaAddresses, extraAddresses = [] }: JudgedInputs): IntegrationError[] {
  const none = Array.isArray(sigmaAddresses) && sigmaAddresses.length === 0;
  return [
    listFault("sigmaAddresses", none ? "" : sigmaAddresses),
    listFault("extraAddresses", extraAddresses),
  ].filter((fault) => fault !== undefined);
}

function allowed({ sigmaAddresses, extraAddresses = [] }: JudgedInputs): Allowlist {
  return allowlist([
    { path: "sigmaAddresses", addresses: sigmaAddresses },
    { path: "extraAddresses", addresses: extraAddresses },
  ]);
}
