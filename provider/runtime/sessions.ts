import type { Waiting } from "../integration/context.ts";
import type { Transport } from "../sigma/api/call.ts";
import type { Session } from "../sigma/api/session.ts";
import type { Connection } from "../sigma/connection.ts";
import { VERSION } from "./version.ts";

/** The engine that runs the provider, as Sigma is told. */
export interface Engine {
  name: string;
  version: string;
}

/** Everything that speaks HTTP, loaded when the first request is due. */
export type Api = Awaited<ReturnType<typeof loadApi>>;

/** The sessions of a process, and the code they need. */
export interface Sessions {
  /** What every request of the process goes through. */
  transport: () => Promise<Transport>;
  open: (connection: Connection) => Promise<{ session: Session; api: Api }>;
}

/**
 * Keeps one session for each credential, so that its token and identity are asked for once in the life of the process. All
 * sessions share one pool of connections.
 *
 * @param time the machine's own by default
 */
export function createSessions(engine: Engine, time: Partial<Waiting> = {}): Sessions {
  const sessions: Session[] = [];
  const userAgent = `sigma-external-ai/${VERSION} ${engine.name}/${engine.version} node/${process.versions.node}`;
  let loading: ReturnType<typeof start> | undefined;

  const start = async () => {
    const api = await loadApi();
    const clock = { ...api.systemClock, ...time };
    const transport = { dispatcher: api.createDispatcher(), clock, userAgent };
    return { api, transport };
  };
  const started = async () => {
    loading ??= start();
    return loading.catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
  };

  return {
    transport: async () => (await started()).transport,
    async open(connection) {
      const { api, transport } = await started();
      let session = sessions.find((open) => isSameCredential(open.connection, connection));
      if (session === undefined) {
        session = api.createSession(connection, transport);
        sessions.push(session);
      }
      return { session, api };
    },
  };
}

async function loadApi() {
  const [{ createSession }, { createDispatcher }, { systemClock }, { createApiPort }] =
    await Promise.all([
      import("../sigma/api/session.ts"),
      import("../http/http.ts"),
      import("../http/clock.ts"),
      import("../sigma/api/api-port.ts"),
    ]);
  return { createSession, createDispatcher, systemClock, createApiPort };
}

function isSameCredential(one: Connection, other: Connection): boolean {
  return (
    one.clientId === other.clientId &&
    one.baseUrl.href === other.baseUrl.href &&
    one.clientSecret.reveal() === other.clientSecret.reveal() &&
    one.allowAssumed === other.allowAssumed &&
    one.tokenInterval === other.tokenInterval
  );
}
