import { buildConnector, Pool, type Dispatcher } from "undici";

/** A connection to a proxy that failed. The reason is its cause. */
export class ProxyFailure extends Error {
  /** The variable that names the proxy. Its value may hold credentials. */
  readonly variable: string;

  constructor(variable: string, cause: Error) {
    super("no connection to the proxy", { cause });
    this.variable = variable;
  }
}

/** The variables of the environment that name a proxy; the first one counts for https. */
export function proxyVariables(): string[] {
  const names = ["https_proxy", "HTTPS_PROXY", "http_proxy", "HTTP_PROXY"];
  return names.filter((name) => (process.env[name] ?? "") !== "");
}

/**
 * Makes what connects to a proxy, and fails with a {@link ProxyFailure}: without it a proxy that is down looks as if Sigma
 * were.
 *
 * @param timeout the time a connection may take, in milliseconds
 */
export function proxyClient(timeout: number): (proxy: URL) => Dispatcher {
  const connect = buildConnector({ timeout });
  return (proxy) =>
    new Pool(proxy, {
      connect: (options, callback) =>
        connect(options, (...[error, socket]) => {
          if (error === null) callback(null, socket);
          else callback(new ProxyFailure(proxyVariables()[0] ?? "", error), null);
        }),
    });
}
