import { createHash, randomBytes } from "node:crypto";
import { createClaims } from "../integration/claims.ts";
import type { Target } from "../integration/config.ts";
import type { Context } from "../integration/context.ts";
import type { Spelling } from "../integration/errors.ts";
import type { SigmaPort } from "../integration/port.ts";
import { noPreflight } from "../integration/preflight.ts";
import type { Transport } from "../sigma/api/call.ts";
import type { Session } from "../sigma/api/session.ts";
import {
  readConnection,
  readTimeout,
  type Connection,
  type ConnectionFallback,
} from "../sigma/connection.ts";
import { vendors } from "../vendors/catalog.ts";
import type { Environment } from "./environment.ts";
import { lazyPort } from "./lazy-port.ts";
import { createNotifier } from "./notifier.ts";
import { VERSION } from "./version.ts";

/** The time for the one read after a save or removal whose outcome is unknown, in milliseconds. */
const GRACE = 30_000;

/** The engine that runs the provider, as Sigma is told. */
export interface Engine {
  name: string;
  version: string;
}

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
  const openSession = createSessions(engine);
  const forPlan = { credentials: environment, notify, vendors };

  return {
    forPlan: () => forPlan,
    forOperation: (target, fallback) => {
      const open = async (): Promise<SigmaPort> => {
        const connection = readConnection(target.connection, environment.env, fallback);
        const { createApiPort } = await import("../sigma/api/api-port.ts");
        const session = await openSession(connection);
        return createApiPort(session, target.tenant, notify);
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

/** One session for each credential, so that its token and identity are asked for once in the life of the process. */
function createSessions(engine: Engine): (connection: Connection) => Promise<Session> {
  const sessions = new Map<string, Promise<Session>>();
  let transport: Transport | undefined;
  const userAgent = `sigma-external-ai/${VERSION} ${engine.name}/${engine.version} node/${process.versions.node}`;

  const start = async (connection: Connection): Promise<Session> => {
    const [{ createSession }, { createDispatcher }, { systemClock }] = await Promise.all([
      import("../sigma/api/session.ts"),
      import("../sigma/api/http.ts"),
      import("../sigma/api/clock.ts"),
    ]);
    transport ??= { dispatcher: createDispatcher(), clock: systemClock, userAgent };
    return createSession(connection, transport);
  };

  return async (connection) => {
    const name = sessionName(connection);
    const session = sessions.get(name) ?? start(connection);
    sessions.set(name, session);
    return session;
  };
}

/** Tells credentials apart without keeping one. */
function sessionName({ baseUrl, clientId, clientSecret, ...rest }: Connection): string {
  const secret = createHash("sha256").update(clientSecret.reveal()).digest("hex");
  return JSON.stringify([baseUrl.href, clientId, secret, rest.allowAssumed, rest.tokenInterval]);
}
