import type { Http2SecureServer, Http2Server } from "node:http2";

/**
 * Ends this process when it is of no use any more: when the last connection has closed after there was one, so that no orphan
 * stays behind a host that was killed; where no client has connected after some seconds, with exit code 1; on SIGTERM and on
 * SIGHUP. SIGINT is ignored: a terminal sends it to the plugin too, and the host asks it to stop in its own way.
 */
export function manageLifetime(
  server: Http2Server | Http2SecureServer,
  connectSeconds: number,
): void {
  process.on("SIGINT", () => {});
  process.on("SIGTERM", exit).on("SIGHUP", exit);

  const lonely = setTimeout(() => process.exit(1), connectSeconds * 1000).unref();
  let connections = 0;
  server.on("session", (session) => {
    clearTimeout(lonely);
    connections += 1;
    session.on("close", () => {
      connections -= 1;
      if (connections === 0) exit();
    });
  });
}

/** Ends this process well, after what `process.on("exit")` has to do. */
export function exit(): void {
  process.exit(0);
}
