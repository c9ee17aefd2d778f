import { spawn } from "node:child_process";
import { registries, SIGMA_PROVIDER } from "./terraform-mirror.ts";

/** A provider that runs already, without encryption. */
export interface RunningProvider {
  /** The path of its unix socket. */
  socket: string;
  /** Namespace and type, in lower case. Default: `sigma-iac/sigma`. */
  address?: string;
}

/** What makes an engine use a provider that runs already. */
export interface Reattachment {
  /** The value of `TF_REATTACH_PROVIDERS`, for either engine. With it no `init` is needed. */
  value: string;
  end: () => void;
}

/**
 * Makes engines use a provider that runs already. The number of a process belongs to that. An engine kills the process when
 * it cannot reach the socket, and the provider may well run inside a test; so the number is that of a stand-in, which ends
 * with this process.
 */
export function reattach({ socket, address = SIGMA_PROVIDER }: RunningProvider): Reattachment {
  const standIn = spawn(process.execPath, ["-e", "process.stdin.resume()"], {
    stdio: ["pipe", "ignore", "ignore"],
  });
  standIn.stdin.on("error", () => {});
  const server = {
    Protocol: "grpc",
    ProtocolVersion: 6,
    Pid: standIn.pid,
    // The engine does not end it after a command.
    Test: true,
    Addr: { Network: "unix", String: socket },
  };
  const servers = Object.fromEntries(registries.map((host) => [`${host}/${address}`, server]));
  return { value: JSON.stringify(servers), end: () => void standIn.kill() };
}
