import type { AzureState } from "./azure/azure-state.ts";
import type { AzureSettings } from "./azure/settings.ts";
import type { FaultInput } from "./faults/fault.ts";
import type { WaitingFault } from "./faults/fault-book.ts";
import type { OutsideRemoval, OutsideSave } from "./outside-edit.ts";
import type { Profile } from "./profile.ts";
import type { Firewall, SeedKey } from "./seed/seed.ts";
import type { OrganizationState } from "./store/integration.ts";
import type { KeyVendor } from "./vendors/vendor-book.ts";

/**
 * What steers a simulator. The control routes call the same functions. A wrong argument throws a SimulatorError
 * with the status and message that the route would answer.
 */
export interface Controls {
  /** What an organization has configured, with digests for keys (see `digest`). */
  state(organizationId: string): OrganizationState;
  /** Saves an integration as a person does on the admin page; without asking the vendor, unless told to. */
  saveOutside(organizationId: string, edit: OutsideSave): Promise<OrganizationState>;
  /** Removes an integration as a person does on the admin page. */
  removeOutside(organizationId: string, removal?: OutsideRemoval): OrganizationState;
  /** Changes how much of the AI settings is answered. */
  setProfile(profile: Profile): void;
  /** Sets a fault and returns its ID. */
  fault(fault: FaultInput): string;
  /** The faults that wait for their requests. */
  faults(): WaitingFault[];
  /** Clears one fault, or all. */
  clearFaults(id?: string): void;
  /** Empties the request log. */
  clearRequests(): void;
  /** Revokes the tokens of an organization, or all. Returns how many. */
  revokeTokens(organizationId?: string): number;
  /** Adds keys to a vendor, or changes how they stand. */
  setVendorKeys(vendor: KeyVendor, keys: readonly SeedKey[]): void;
  /** Adds keys to an Azure OpenAI resource, or revokes them. */
  setAzureKeys(resource: string, keys: readonly SeedKey[]): void;
  /** Replaces the network rules of an Azure OpenAI resource, or of an account made through Azure Resource Manager. */
  setAzureFirewall(resource: string, firewall: Firewall): void;
  /** What Azure Resource Manager holds, with digests for keys (see `digest`). */
  azureState(): AzureState;
  /** Changes how Azure Resource Manager behaves; what is not given stays as it is. */
  setAzureSettings(settings: Partial<AzureSettings>): void;
  /** Moves the clock forward, in milliseconds. Refused where the clock given cannot be moved. */
  advance(ms: number): void;
  /**
   * Goes back to the seed: integrations, audit log, tokens, vendors, Azure, profile; no faults, no requests.
   * The clock keeps its time.
   */
  reset(): void;
}
