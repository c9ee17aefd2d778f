import { z } from "zod";

/** Checks settings to change. */
export const azureSettingsSchema = z.strictObject({
  operationTime: z.number().min(0).exactOptional(),
  busyTime: z.number().min(0).exactOptional(),
  propagationTime: z.number().min(0).exactOptional(),
  disableLocalAuthByPolicy: z.boolean().exactOptional(),
});

/** How the simulated Azure behaves. Times are milliseconds of the simulator's clock. */
export interface AzureSettings {
  /** How long a write takes; 0: it is done as soon as somebody asks how far it is. */
  readonly operationTime: number;
  /** How long an account refuses further writes after one is done, although it reads `Succeeded`. */
  readonly busyTime: number;
  /** How long it takes from a finished write until the data plane knows of it. */
  readonly propagationTime: number;
  /** Whether a policy of the tenant turns keys off in every account written, whatever the request says. */
  readonly disableLocalAuthByPolicy: boolean;
}

/** What holds where nothing is given: no time passes, no policy. */
export const DEFAULT_AZURE_SETTINGS: AzureSettings = {
  operationTime: 0,
  busyTime: 0,
  propagationTime: 0,
  disableLocalAuthByPolicy: false,
};
