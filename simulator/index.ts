/** A stand-in for Sigma's REST API, for the AI vendors and for Azure, for tests, demos and trying things out. */
export {
  createSimulator,
  type AzureAddress,
  type Simulator,
  type SimulatorOptions,
} from "./create-simulator.ts";
export type { AzureAccountState, AzureState } from "./azure/azure-state.ts";
export type { AzureSettings } from "./azure/settings.ts";
export { createManualClock, type AdjustableClock, type Clock } from "./clock.ts";
export type { Controls } from "./controls.ts";
export { digest } from "./digest.ts";
export type { FaultEffect, FaultInput } from "./faults/fault.ts";
export type { WaitingFault } from "./faults/fault-book.ts";
export type { LoggedRequest } from "./http/logged-request.ts";
export { SIMULATOR_HEADER } from "./http/simulator-header.ts";
export type { OutsideRemoval, OutsideSave } from "./outside-edit.ts";
export { profiles, type Profile } from "./profile.ts";
export { defaultSeed } from "./seed/default-seed.ts";
export { largeSeed, type LargeSeedOptions } from "./seed/large-seed.ts";
export type {
  Firewall,
  KeyState,
  Seed,
  SeedAzure,
  SeedAzureResource,
  SeedCredential,
  SeedDeployment,
  SeedKey,
  SeedKeyVendor,
  SeedModel,
  SeedOrganization,
  SeedOverride,
  SeedResourceGroup,
  SeedUser,
  SeedVendors,
} from "./seed/seed.ts";
export type { AiConfig } from "./sigma/ai-config.ts";
export { SimulatorError } from "./simulator-error.ts";
export type {
  AuditEvent,
  AzureModel,
  Integration,
  OrganizationState,
} from "./store/integration.ts";
export type { KeyVendor } from "./vendors/vendor-book.ts";
