import { createServerIdentity } from "./azure/certificate.ts";
import {
  azureSettingsSchema,
  DEFAULT_AZURE_SETTINGS,
  type AzureSettings,
} from "./azure/settings.ts";
import { createAdjustableClock, type Clock } from "./clock.ts";
import type { Controls } from "./controls.ts";
import { createControls } from "./create-controls.ts";
import { createApp } from "./http/app.ts";
import type { LoggedRequest } from "./http/logged-request.ts";
import { listen } from "./http/server.ts";
import { parsed } from "./parsed.ts";
import { profileSchema, type Profile } from "./profile.ts";
import { mergeSeed } from "./seed/merge-seed.ts";
import type { SeedOverride } from "./seed/seed.ts";
import type { AuditEvent } from "./store/integration.ts";
import { createWorld } from "./world.ts";

/** How a simulator is made. */
export interface SimulatorOptions {
  /** The port on 127.0.0.1; 0, the default, takes a free one. */
  readonly port?: number;
  /** How much of the AI settings is answered; `full` by default. */
  readonly profile?: Profile;
  /** What is laid over `defaultSeed`: objects are merged, lists replaced. */
  readonly seed?: SeedOverride;
  /** Where the time comes from; by default the time of day, which `advance` can move. */
  readonly clock?: Clock;
  /** Milliseconds between two token requests of one credential; 1000 by default, 0 for no limit. */
  readonly tokenInterval?: number;
  /** What every request waits for before it is looked at, such as its way through a test's own time; nothing by default. */
  readonly arrival?: () => Promise<void>;
  /** Seconds that an access token holds; 3600 by default. */
  readonly tokenLifetime?: number;
  /** A file that keeps integrations, revisions and the audit log across restarts. It never holds a key. */
  readonly stateFile?: string;
  /** How Azure Resource Manager behaves; by default no write takes time. */
  readonly azure?: Partial<AzureSettings>;
  /** Whether everything is served over TLS too, on a port of its own, for clients that demand it. */
  readonly azureTls?: boolean;
}

/** Where the simulated Azure Resource Manager is. */
export interface AzureAddress {
  /** Its origin: over TLS if `azureTls` was asked for, otherwise the simulator's own. */
  readonly url: string;
  /** The certificate that a client must take for an authority, as PEM; empty without `azureTls`. */
  readonly certificateAuthority: string;
}

/** A running simulator. */
export interface Simulator extends Controls {
  /** Its origin, such as `http://127.0.0.1:4321`: the base URL for a client of Sigma. */
  readonly url: string;
  readonly port: number;
  readonly azure: AzureAddress;
  /** The requests so far, in the order in which they came in; control routes are left out. */
  readonly requests: readonly LoggedRequest[];
  /** The requests that were meant for a vendor's host, likewise. */
  readonly vendorRequests: readonly LoggedRequest[];
  /** The changes of all integrations, oldest first. */
  readonly audit: readonly AuditEvent[];
  /** Breaks every connection and stops listening. Nothing is left running. */
  close(): Promise<void>;
}

/**
 * Starts a stand-in for Sigma's REST API, the AI vendors and Azure Resource Manager.
 *
 * @throws Error if the port is taken, the profile unknown, the seed contradicts itself, or the state file is not one
 */
export async function createSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const world = createWorld({
    seed: mergeSeed(options.seed),
    clock: options.clock ?? createAdjustableClock(),
    profile: parsed(profileSchema, options.profile ?? "full"),
    tokenInterval: options.tokenInterval ?? 1000,
    tokenLifetime: options.tokenLifetime ?? 3600,
    azure: { ...DEFAULT_AZURE_SETTINGS, ...parsed(azureSettingsSchema, options.azure ?? {}) },
    ...(options.stateFile === undefined ? {} : { stateFile: options.stateFile }),
  });
  const controls = createControls(world);
  const app = createApp(world, controls, options.arrival);
  const mark = (): string => `true; profile=${world.profile}`;
  const server = await listen(app, options.port ?? 0, mark);
  const identity = options.azureTls === true ? createServerIdentity() : undefined;
  const secure = identity === undefined ? undefined : await listen(app, 0, mark, identity);
  return {
    ...controls,
    ...server,
    azure: {
      url: secure?.url ?? server.url,
      certificateAuthority: identity?.certificate ?? "",
    },
    requests: world.log.entries,
    vendorRequests: world.log.vendorEntries,
    audit: world.integrations.audit,
    close: async () => {
      await Promise.all([server.close(), secure?.close()]);
    },
  };
}
