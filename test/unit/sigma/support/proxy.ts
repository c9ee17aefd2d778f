import { createServer } from "node:http";
import { connect, type Socket } from "node:net";
import { closeAfterTest } from "./cleanup.ts";
import { listen } from "./stub-sigma.ts";

/** What a proxy does with a CONNECT: tunnels to this port of 127.0.0.1, or answers with a status, or hangs up. */
export type Tunnel = { port: number } | { status: number } | "hang up";

/** A proxy that notes what it is asked for. */
export interface Proxy {
  url: string;
  /** "CONNECT host:port" or "GET http://host/path". */
  asked: string[];
  /** The `Proxy-Authorization` headers that came. */
  authorizations: (string | undefined)[];
}

/** Starts a proxy. Requests that it is to forward are answered with 502. */
export async function startProxy(tunnel: Tunnel): Promise<Proxy> {
  const asked: string[] = [];
  const authorizations: (string | undefined)[] = [];
  const server = createServer((incoming, outgoing) => {
    asked.push(`${incoming.method} ${incoming.url}`);
    outgoing.writeHead(502, { "content-type": "text/html" }).end("<html>Bad gateway</html>");
  });
  server.on("connect", (incoming, socket: Socket) => {
    asked.push(`CONNECT ${incoming.url}`);
    authorizations.push(incoming.headers["proxy-authorization"]);
    socket.on("error", () => {});
    closeAfterTest(() => socket.destroy());
    if (tunnel === "hang up") socket.destroy();
    else if ("status" in tunnel) socket.end(`HTTP/1.1 ${tunnel.status} No\r\n\r\n`);
    else join(socket, tunnel.port);
  });
  const { url } = await listen(server);
  return { url, asked, authorizations };
}

/** Sets environment variables until the test ends. The variables of proxies that are not named are unset. */
export function setProxyVariables(variables: Record<string, string>): void {
  const names = ["HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "ALL_PROXY"];
  const all = [...names, ...names.map((name) => name.toLowerCase())];
  const before = all.map((name) => [name, process.env[name]] as const);
  for (const name of all) assign(name, variables[name]);
  closeAfterTest(() => {
    for (const [name, value] of before) assign(name, value);
  });
}

function assign(name: string, value: string | undefined): void {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
}

function join(socket: Socket, port: number): void {
  const target = connect(port, "127.0.0.1", () => {
    socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
    socket.pipe(target).pipe(socket);
  });
  target.on("error", () => socket.destroy());
  closeAfterTest(() => target.destroy());
}
