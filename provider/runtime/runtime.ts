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

/** Everything that lives as long as the process: sessions with Sigma, claims on organizations, and notices shown. */
export interface Runtime {
  /** What a check or plan needs. Nothing of it sends a request. */
  forPlan: () => Pick<Context, "credentials" | "notify" | "vendors">;
  /** What an operation on one organization needs. Credentials are read at its first request. */
  forOperation: (target: Target, fallback?: ConnectionFallback) => Context;
}

/** Wires the core to the environment, the vendors and Sigma's API. One is made for each process. */
export function createRuntime(
  environment: Environment,
  engine: Engine,
  spell: Spelling = String,
): Runtime {
  const notify = createNotifier(environment.print, spell);
  const claims = createClaims();
  const sessions = createSessions(engine);
  const forPlan = { credentials: environment, notify, vendors };

  return {
    forPlan: () => forPlan,
    forOperation: (target, fallback) => {
      const open = async (): Promise<SigmaPort> => {
        const connection = readConnection(target.connection, environment.env, fallback);
        const { session, api } = await sessions.open(connection);
        return api.createApiPort(session, target.tenant, notify);
      };
      return {
        ...forPlan,
        port: lazyPort(open),
        preflight: noPreflight,
        claims,
        salt: (length) => randomBytes(length),
        signal: AbortSignal.timeout(readTimeout(environment.env)),
        graceSignal: () => AbortSignal.timeout(GRACE),
      };
    },
  };
}
