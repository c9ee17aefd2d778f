import type { JudgedInputs } from "./check-inputs.ts";
import type { AccountKind } from "./inputs.ts";
import { DEFAULT_NAME } from "./names.ts";

/** The identity under which an account or a project acts in Azure. */
export interface Identity {
  type: "SystemAssigned";
}

/**
 * A new account as Azure's Resource Manager takes it, but for what only the engine knows: resource group, location, tags, and
 * the name, which is `properties.customSubDomainName` too.
 */
export interface NewAccount {
  /** What the name begins with; a suffix follows. */
  namePrefix: string;
  kind: AccountKind;
  sku: { name: "S0" };
  identity?: Identity;
  properties: {
    publicNetworkAccess: "Enabled";
    disableLocalAuth: false;
    networkAcls: {
      defaultAction: "Deny";
      bypass: "None";
      ipRules: { value: string }[];
    };
    allowProjectManagement?: true;
  };
}

/** A Foundry project as Azure's Resource Manager takes it, but for its location. */
export interface NewProject {
  name: string;
  identity: Identity;
}

/** The account to make. Sigma comes over the internet and with a key, so both are on, whatever Azure's default is. */
export function newAccount(inputs: JudgedInputs, rules: readonly string[]): NewAccount {
  const { name = DEFAULT_NAME, kind = "OpenAI", project } = inputs;
  return {
    namePrefix: `${name}-`,
    kind,
    sku: { name: "S0" },
    ...(project === undefined ? {} : { identity: { type: "SystemAssigned" } }),
    properties: {
      publicNetworkAccess: "Enabled",
      disableLocalAuth: false,
      networkAcls: {
        defaultAction: "Deny",
        bypass: "None",
        ipRules: rules.map((value) => ({ value })),
      },
      ...(project === undefined ? {} : { allowProjectManagement: true }),
    },
  };
}

/** The project to make in it; nothing where none is wanted. */
export function newProject({ project }: JudgedInputs): NewProject | undefined {
  return project === undefined
    ? undefined
    : { name: project, identity: { type: "SystemAssigned" } };
}
