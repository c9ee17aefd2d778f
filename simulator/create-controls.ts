import { setAzureSettings } from "./azure/azure-controls.ts";
import { azureState } from "./azure/azure-state.ts";
import type { Controls } from "./controls.ts";
import { removeOutside, saveOutside, stateOf } from "./edit-outside.ts";
import { faultSchema } from "./faults/fault.ts";
import { parsed } from "./parsed.ts";
import { profileSchema } from "./profile.ts";
import { SimulatorError } from "./simulator-error.ts";
import { setAzureFirewall, setAzureKeys, setVendorKeys } from "./vendors/vendor-controls.ts";
import type { World } from "./world.ts";

/** Creates the controls of a world. */
export function createControls(world: World): Controls {
  const initialProfile = world.profile;
  return {
    state: (organizationId) => stateOf(world, organizationId),
    saveOutside: (organizationId, edit) => saveOutside(world, organizationId, edit),
    removeOutside: (organizationId, removal = {}) => removeOutside(world, organizationId, removal),
    setProfile: (profile) => {
      world.profile = parsed(profileSchema, profile);
    },
    fault: (fault) => world.faults.add(parsed(faultSchema, fault)),
    faults: () => world.faults.list(),
    clearFaults: (id) => world.faults.clear(id),
    clearRequests: () => world.log.clear(),
    revokeTokens: (organizationId) => {
      // An organization that does not exist is a mistake worth telling.
      if (organizationId !== undefined) stateOf(world, organizationId);
      return world.tokens.revoke(organizationId);
    },
    setVendorKeys: (vendor, keys) => setVendorKeys(world.vendorBook, vendor, keys),
    setAzureKeys: (resource, keys) => setAzureKeys(world.vendorBook, resource, keys),
    setAzureFirewall: (resource, firewall) => setAzureFirewall(world, resource, firewall),
    azureState: () => azureState(world.azure),
    setAzureSettings: (settings) => setAzureSettings(world.azure, settings),
    advance: (ms) => {
      if (world.clock.advance === undefined) {
        throw new SimulatorError(
          409,
          "conflict",
          "The simulator was given a clock that cannot be moved",
        );
      }
      world.clock.advance(ms);
    },
    reset: () => {
      world.profile = initialProfile;
      world.integrations.reset();
      world.tokens.reset();
      world.vendorBook.reset();
      world.azure.reset();
      world.faults.clear();
      world.log.reset();
    },
  };
}
