import { digest, type Simulator } from "../../simulator/index.ts";
import { secretOf, type Change, type FleetOrganization } from "./organizations.ts";
import { brokenProgram, folderOf, programFile } from "./projects.ts";
import { FLEET_VENDORS } from "./vendors.ts";
import type { FleetWorkshop } from "./workshop.ts";

/** What is changed, and where. */
export interface Surroundings {
  simulator: Simulator;
  workshop: FleetWorkshop;
}

/** What each change is, for a reader. */
export const CHANGE_TEXTS: Readonly<Record<Change, string>> = {
  vendor: "somebody switches the vendor on Sigma's admin page",
  key: "somebody saves another key there",
  removed: "somebody removes the integration there",
  unreadable: "the pipeline has a client secret that is not valid any more",
  broken: "somebody commits a program that is not finished",
};

/** Lets happen to every organization what is to happen to it. */
export async function changeOutside(
  fleet: readonly FleetOrganization[],
  surroundings: Surroundings,
): Promise<void> {
  Object.assign(surroundings.workshop.env, secretVariables(fleet, { stale: true }));
  for (const organization of fleet) {
    if (organization.change !== undefined)
      await ACTS[organization.change](organization, surroundings);
  }
}

/** The variables with the client secrets; those of `stale` organizations are not valid any more. */
export function secretVariables(
  fleet: readonly FleetOrganization[],
  { stale = false }: { stale?: boolean } = {},
): Record<string, string> {
  const secrets = fleet.map(({ name, change }): [string, string] => [
    name,
    stale && change === "unreadable" ? secretOf(`${name} of last year`) : secretOf(name),
  ]);
  const named = secrets.map(([name, secret]): [string, string] => [
    `SIGMA_${name.toUpperCase().replaceAll("-", "_")}_CLIENT_SECRET`,
    secret,
  ]);
  return {
    TF_VAR_sigma_secrets: JSON.stringify(Object.fromEntries(secrets)),
    ...Object.fromEntries(named),
  };
}

/** The organizations where Sigma does not have what their programs say. */
export function notAtSigma(
  fleet: readonly FleetOrganization[],
  simulator: Simulator,
): FleetOrganization[] {
  return fleet.filter(({ id, vendor }) => {
    const { integration } = simulator.state(id);
    const keys = Object.values(integration?.keyDigests ?? {});
    return (
      integration?.provider !== vendor.saved(vendor.key).provider ||
      !keys.every((key) => key === digest(vendor.key))
    );
  });
}

type Act = (organization: FleetOrganization, surroundings: Surroundings) => Promise<unknown>;

const ACTS: Readonly<Record<Change, Act>> = {
  vendor: async ({ id, vendor }, { simulator }) => {
    const other = FLEET_VENDORS.find((each) => each !== vendor) ?? vendor;
    await simulator.saveOutside(id, { config: other.saved(other.key) });
  },
  key: async ({ id, vendor }, { simulator }) => {
    await simulator.saveOutside(id, { config: vendor.saved(vendor.otherKey) });
  },
  removed: async ({ id }, { simulator }) => simulator.removeOutside(id),
  unreadable: async () => {},
  broken: async (organization, { workshop }) =>
    workshop.write(folderOf(organization), {
      [programFile(organization)]: brokenProgram(organization),
    }),
};
