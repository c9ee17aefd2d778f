import { randomBytes } from "node:crypto";
import { createClaims } from "../integration/claims.ts";
import type { Target } from "../integration/config.ts";
import type { Context } from "../integration/context.ts";
import type { Spelling } from "../integration/errors.ts";
import type { SigmaPort } from "../integration/port.ts";
import { noPreflight } from "../integration/preflight.ts";
import { readConnection, readTimeout, type ConnectionFallback } from "../sigma/connection.ts";
import { vendors } from "../vendors/catalog.ts";
import type { Environment } from "./environment.ts";
import { lazyPort } from "./lazy-port.ts";
import { createNotifier } from "./notifier.ts";
import { createSessions, type Engine } from "./sessions.ts";

/** The time for the one read after a save or removal whose outcome is unknown, in milliseconds. */
const GRACE = 30_000;

/** What a front end may set for one call. */
export interface CallSettings {
  /** Where notices go; by default each is one line of the environment's output. */
  notify?: Context["notify"];
  /** Ends the operation early: the user's cancellation. */
  signal?: AbortSignal;
  /** The longest the operation may take, in milliseconds; by default what SIGMA_TIMEOUT says, else five minutes. */
  timeout?: number | undefined;
}

/** Everything that lives as long as the process: sessions with Sigma, claims on organizations, and notices shown. */
export interface Runtime {
  /** What a check or plan needs. Nothing of it sends a request. */
  forPlan: (settings?: CallSettings) => Pick<Context, "credentials" | "notify" | "vendors">;
  /** What an operation on one organization needs. Credentials are read at its first request. */
  forOperation: (target: Target, fallback?: ConnectionFallback, settings?: CallSettings) => Context;
}

/** Wires the core to the environment, the vendors and Sigma's API. One is made for each process. */
export function createRuntime(
  environment: Environment,
  engine: Engine,
  spell: Spelling = String,
): Runtime {
  const print = createNotifier(environment.print, spell);
  const claims = createClaims();
  const sessions = createSessions(engine);
  const forPlan: Runtime["forPlan"] = ({ notify = print } = {}) => ({
    credentials: environment,
    notify,
    vendors,
  });

  return {
    forPlan,
    forOperation: (target, fallback, settings = {}) => {
      const { notify = print, signal, timeout = readTimeout(environment.env) } = settings;
      const open = async (): Promise<SigmaPort> => {
        const connection = readConnection(target.connection, environment.env, fallback);
        const { session, api } = await sessions.open(connection);
        return api.createApiPort(session, target.tenant, notify);
      };
      return {
        ...forPlan({ notify }),
        port: lazyPort(open),
        preflight: noPreflight,
        claims,
        salt: (length) => randomBytes(length),
        signal: AbortSignal.any([AbortSignal.timeout(timeout), ...(signal ? [signal] : [])]),
        graceSignal: () => AbortSignal.timeout(GRACE),
      };
    },
  };
}
