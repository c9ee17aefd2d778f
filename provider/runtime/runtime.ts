import { randomBytes } from "node:crypto";
import { createClaims } from "../integration/claims.ts";
import type { Target } from "../integration/config.ts";
import type { Context } from "../integration/context.ts";
import type { Spelling } from "../integration/errors.ts";
import type { SigmaPort } from "../integration/port.ts";
import type { PlanContext } from "../integration/plan.ts";
import type { Preflight } from "../integration/preflight.ts";
import { systemClock } from "../http/clock.ts";
import { readConnection, readTimeout, type ConnectionFallback } from "../sigma/connection.ts";
import { vendors } from "../vendors/catalog.ts";
import type { Tenant } from "../sigma/api/tenants.ts";
import type { Environment } from "./environment.ts";
import { lazyPort } from "./lazy-port.ts";
import { lazyPreflight } from "./lazy-preflight.ts";
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
  /** What the operation may have to wait for, in milliseconds: the default time is longer by it, and no other. */
  wait?: number;
}

/** Everything that lives as long as the process: sessions with Sigma, claims on organizations, and notices shown. */
export interface Runtime {
  /** What a check or plan needs. Nothing of it sends a request. */
  forPlan: (settings?: CallSettings) => Required<Omit<PlanContext, "ignores">>;
  /** What an operation on one organization needs. Credentials are read at its first request. */
  forOperation: (target: Target, fallback?: ConnectionFallback, settings?: CallSettings) => Context;
  /** Tries credentials at their vendor. Its code is loaded at the first use. */
  preflight: Preflight;
  /** Asks Sigma for the credentials' organization and its tenants. */
  organizations: (
    connection: Pick<Target, "connection">,
    fallback?: ConnectionFallback,
    settings?: CallSettings,
  ) => Promise<Organizations>;
}

/** The organizations that a credential reaches. */
export interface Organizations {
  /** The credentials' own organization. */
  own: string;
  /** Its tenants, in Sigma's order. */
  tenants: readonly Pick<
    Tenant,
    "tenantOrganizationId" | "tenantOrganizationName" | "tenantOrganizationSlug"
  >[];
}

/** Wires the core to the environment, the vendors and Sigma's API. One is made for each process. */
export function createRuntime(
  environment: Environment,
  engine: Engine,
  spell: Spelling = String,
): Runtime {
  const print = createNotifier(environment.print, spell);
  const claims = createClaims();
  const sessions = createSessions(engine, environment.clock);
  const forPlan: Runtime["forPlan"] = ({ notify = print } = {}) => ({
    credentials: environment,
    notify,
    vendors,
    claims,
  });

  const connect = async (name: string | undefined, fallback?: ConnectionFallback) =>
    sessions.open(readConnection(name, environment.env, fallback));
  const preflight = lazyPreflight(async () => {
    const [{ createPreflight }, transport] = await Promise.all([
      import("../vendors/probes/preflight.ts"),
      sessions.transport(),
    ]);
    return createPreflight(transport, environment.env);
  });
  const signalFor = ({ signal, timeout, wait }: CallSettings): AbortSignal => {
    const deadline = AbortSignal.timeout(timeout ?? readTimeout(environment.env, wait));
    return signal === undefined ? deadline : AbortSignal.any([deadline, signal]);
  };

  return {
    forPlan,
    preflight,
    forOperation: (target, fallback, settings = {}) => {
      const { notify = print } = settings;
      const open = async (): Promise<SigmaPort> => {
        const { session, api } = await connect(target.connection, fallback);
        return api.createApiPort(session, target.tenant, notify);
      };
      return {
        ...forPlan({ notify }),
        port: lazyPort(open),
        preflight,
        clock: environment.clock ?? systemClock,
        salt: (length) => randomBytes(length),
        signal: signalFor(settings),
        graceSignal: () => AbortSignal.timeout(GRACE),
      };
    },
    organizations: async ({ connection }, fallback, settings = {}) => {
      const { session } = await connect(connection, fallback);
      const signal = signalFor(settings);
      const { organizationId } = await session.whoami(undefined, signal);
      return { own: organizationId, tenants: await session.listTenants(signal) };
    },
  };
}
