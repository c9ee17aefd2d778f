import { credentials, Metadata } from "@grpc/grpc-js";
import type { Log, LogEntry } from "./notices.ts";

/** The way to the engine's diagnostics. */
export interface EngineLog {
  /** Shows a line, once the engine is known. */
  log: Log;
  /** Tells where the engine listens. */
  attach: (address: string) => void;
  /** Settles once every line so far has arrived, or is lost with the engine. */
  flush: () => Promise<void>;
}

/** The longest that a line may take to arrive, in milliseconds: an engine that hangs must not hold up what it asks for. */
const ARRIVAL_LIMIT = 5000;

/** How an entry is sent. */
type Send = (entry: LogEntry) => Promise<void>;

/**
 * Makes the way to an engine's diagnostics, which is opened with the first line. Without an engine, as under a debugger, lines
 * go to `print`.
 */
export function createEngineLog(
  address: string | undefined,
  print: (line: string) => void,
  limit = ARRIVAL_LIMIT,
): EngineLog {
  let engine = address;
  let opened: Promise<Send> | undefined;
  let underWay: Promise<unknown> = Promise.resolve();

  const deliver = async (entry: LogEntry): Promise<void> => {
    if (engine === undefined) return print(entry.text);
    opened ??= open(engine, limit);
    await (
      await opened
    )(entry);
  };
  return {
    log(entry) {
      // In the order in which they were said. A line that does not arrive fails nothing.
      underWay = underWay.then(() => deliver(entry)).catch(() => {});
    },
    attach(other) {
      engine = other;
      opened = undefined;
    },
    flush: async () => void (await underWay),
  };
}

async function open(address: string, limit: number): Promise<Send> {
  const [{ default: services }, { default: messages }] = await Promise.all([
    import("@pulumi/pulumi/proto/engine_grpc_pb.js"),
    import("@pulumi/pulumi/proto/engine_pb.js"),
  ]);
  const client = new services.EngineClient(address, credentials.createInsecure());
  const { DEBUG, INFO, WARNING } = messages.LogSeverity;
  const severities = { debug: DEBUG, info: INFO, warning: WARNING } as const;
  return async ({ severity, text, urn }) => {
    const request = new messages.LogRequest();
    request.setSeverity(severities[severity]);
    request.setMessage(text);
    request.setUrn(urn);
    const options = { deadline: Date.now() + limit };
    await new Promise<void>((resolve, reject) => {
      client.log(request, new Metadata(), options, (error) =>
        error === null ? resolve() : reject(error),
      );
    });
  };
}
