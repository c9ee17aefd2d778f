import type { HttpBindings } from "@hono/node-server";

/** Waits. Says whether the connection is still there afterwards; if it breaks, the wait ends at once. */
export function pause(ms: number, outgoing: HttpBindings["outgoing"]): Promise<boolean> {
  return new Promise((resolve) => {
    const finish = (): void => {
      clearTimeout(timer);
      outgoing.off("close", finish);
      resolve(!outgoing.destroyed);
    };
    const timer = setTimeout(finish, ms);
    outgoing.on("close", finish);
  });
}

/** Resets the connection: its peer sees ECONNRESET. */
export function reset(incoming: HttpBindings["incoming"]): void {
  incoming.socket.resetAndDestroy();
}

/** Sends the head and the first half of an answer, then ends the connection. */
export async function endWithin(
  response: Response,
  outgoing: HttpBindings["outgoing"],
): Promise<void> {
  const body = Buffer.from(await response.arrayBuffer());
  const declared = Math.max(body.length, 2);
  outgoing.writeHead(response.status, {
    ...Object.fromEntries(response.headers),
    "content-length": declared,
  });
  outgoing.write(body.subarray(0, Math.floor(declared / 2)), () => outgoing.socket?.destroySoon());
}
