import { Server, ServerCredentials, type sendUnaryData, type ServerUnaryCall } from "@grpc/grpc-js";
import services from "@pulumi/pulumi/proto/engine_grpc_pb.js";
import messages, { type LogRequest } from "@pulumi/pulumi/proto/engine_pb.js";
import type { Empty } from "google-protobuf/google/protobuf/empty_pb.js";
import { emptyMessages } from "../../../../../provider/pulumi/plugin/messages.ts";
import { closeAfterTest } from "../../../sigma/support/cleanup.ts";

/** The engine's side of its diagnostics. */
export interface EngineServer {
  address: string;
  /** The lines so far, as `SEVERITY text`, in the order in which they came in. */
  lines: readonly string[];
  /** The resources that they are about. */
  urns: readonly string[];
  /** Ends it as if it were killed. */
  close: () => void;
}

const SEVERITIES: Readonly<Record<number, string>> = Object.fromEntries(
  Object.entries(messages.LogSeverity).map(([name, value]) => [value, name]),
);

/** Starts an engine that only listens to what a plugin says. It ends with the test. */
export async function startEngine(): Promise<EngineServer> {
  const lines: string[] = [];
  const urns: string[] = [];
  const server = new Server();
  server.addService(services.EngineService, {
    log: ({ request }: ServerUnaryCall<LogRequest, Empty>, done: sendUnaryData<Empty>) => {
      lines.push(`${SEVERITIES[request.getSeverity()]} ${request.getMessage()}`);
      urns.push(request.getUrn());
      done(null, new emptyMessages.Empty());
    },
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) => {
      if (error === null) resolve(bound);
      else reject(error);
    });
  });
  const close = (): void => server.forceShutdown();
  closeAfterTest(close);
  return { address: `127.0.0.1:${port}`, lines, urns, close };
}
