import { IntegrationError } from "../integration/errors.ts";
import { redact } from "../integration/redact.ts";
import type { AzureOpenAiInputs } from "./inputs.ts";
import { baseNameFault, projectNameFault } from "./names.ts";

/** The inputs that only Azure judges; an engine may learn them late, and has types of its own for them. */
type Passed = "resourceGroupName" | "location" | "account" | "tags";

/** The inputs that are judged before anything is deployed. Of the others only their presence counts. */
export type JudgedInputs = Omit<AzureOpenAiInputs, Passed> & {
  resourceGroupName: unknown;
  location?: unknown;
  account?: { name: unknown };
};

const CHOICES = {
  kind: ["OpenAI", "AIServices"],
  dataResidency: ["global", "dataZone", "regional"],
  throughput: ["standard", "provisioned"],
  key: [1, 2],
  versionUpgradeOption: [
    "OnceCurrentVersionExpired",
    "OnceNewDefaultVersionAvailable",
    "NoAutoUpgrade",
  ],
} as const satisfies Partial<Record<keyof AzureOpenAiInputs, readonly unknown[]>>;

/** What is wrong with the inputs, but for the models and addresses. */
export function inputFaults(inputs: JudgedInputs): IntegrationError[] {
  const { name, kind = "OpenAI", project, account } = inputs;
  return [
    presenceFault("resourceGroupName", inputs.resourceGroupName),
    account === undefined
      ? presenceFault("location", inputs.location)
      : (presenceFault("account", account) ?? presenceFault("account.name", account.name)),
    ...choiceFaults(inputs),
    name === undefined ? undefined : baseNameFault("name", name),
    project === undefined ? undefined : projectNameFault("project", project),
    project !== undefined && (kind !== "AIServices" || account !== undefined)
      ? new IntegrationError("INVALID_CONFIG", {
          path: "project",
          problem: "a Foundry project is made in a new account of the kind AIServices only",
          expected: '{kind} "AIServices" and no {account}',
          advice: "Set the kind, or leave the project out.",
        })
      : undefined,
    billingFault(inputs),
  ].filter((fault) => fault !== undefined);
}

/** The fault of a value that is missing or empty. */
export function presenceFault(path: string, value: unknown): IntegrationError | undefined {
  if (value !== undefined && value !== null && value !== "") return undefined;
  return new IntegrationError("MISSING_FIELD", {
    path,
    problem: "the field is missing or empty",
    ...(path.endsWith(".version") ? { expected: "name and version of a model, together" } : {}),
    advice: "Add it.",
  });
}

/** The fault of a text that is missing, empty or no text. */
export function textFault(path: string, value: unknown): IntegrationError | undefined {
  const missing = presenceFault(path, value);
  if (missing !== undefined || typeof value === "string") return missing;
  return new IntegrationError("INVALID_CONFIG", {
    path,
    problem: "the value is of the wrong type",
    expected: "text",
    advice: "Put it between quotation marks.",
  });
}

/** The fault of a list that is missing or no list. */
export function listFault(path: string, value: unknown): IntegrationError | undefined {
  if (Array.isArray(value)) return undefined;
  return (
    presenceFault(path, value) ??
    new IntegrationError("INVALID_CONFIG", {
      path,
      problem: "the value is of the wrong type",
      expected: "a list of addresses",
      advice: "Correct the value.",
    })
  );
}

function choiceFaults(inputs: JudgedInputs): (IntegrationError | undefined)[] {
  return Object.entries(CHOICES).map(([path, choices]: [string, readonly unknown[]]) => {
    const value: unknown = Object.entries(inputs).find(([name]) => name === path)?.[1];
    if (value === undefined || value === null) {
      return path === "dataResidency" ? presenceFault(path, value) : undefined;
    }
    if (choices.includes(value)) return undefined;
    const seen = typeof value === "string" ? JSON.stringify(redact(value)) : "the value";
    return new IntegrationError("INVALID_CONFIG", {
      path,
      problem: `${seen} is not a choice`,
      expected: `one of ${choices.map((choice) => JSON.stringify(choice)).join(", ")}`,
      advice: "Use one of these.",
    });
  });
}

function billingFault({
  throughput,
  acceptProvisionedBilling,
}: JudgedInputs): IntegrationError | undefined {
  if (throughput !== "provisioned" || acceptProvisionedBilling === true) return undefined;
  return new IntegrationError("PROVISIONED_BILLING", {
    path: "throughput",
    problem:
      "provisioned units are billed by the hour, used or not, and on until a deleted account is purged",
    expected: "{acceptProvisionedBilling} true with it",
    advice: "Set {acceptProvisionedBilling} to true, or leave {throughput} out.",
  });
}
