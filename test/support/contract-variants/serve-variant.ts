import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import type { Json, Variant } from "./variant.ts";

const SIMULATORS_ROUTE = "/v2/organizations/settings/aiConfigs";

/** A server that speaks a variant, in front of a simulator. */
export interface VariantServer {
  url: string;
  /** The requests for AI settings, in short: `PUT /v3/ai`. */
  calls: string[];
  close: () => Promise<void>;
}

/** Serves a variant on a free port. The simulator's own route is not there; tokens and identities are passed on. */
export async function serveVariant(variant: Variant, simulator: string): Promise<VariantServer> {
  const calls: string[] = [];
  const serve = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const { method = "", url = "/" } = incoming;
    const body = await text(incoming);
    const isOwn = /ai/i.test(url) && !url.startsWith("/v2/auth") && !url.startsWith("/v2/who");
    if (isOwn) calls.push(`${method} ${url}`);
    const send = (status: number, json: unknown): void => {
      outgoing.writeHead(status, { "content-type": "application/json" });
      outgoing.end(JSON.stringify(json));
    };
    const pass = async (verb: string, path: string, content: string): Promise<Response> =>
      fetch(simulator + path, {
        method: verb,
        headers: headersOf(incoming),
        ...(content === "" ? {} : { body: content }),
      });
    const is = (route: Variant["remove"]): boolean =>
      route !== undefined && route.method === method && route.path.test(url);
    const answered = async (answer: Response): Promise<void> => {
      const json = (await answer.json()) as Json;
      send(answer.status, answer.ok && "provider" in json ? variant.toVariant(json) : json);
    };
    if (is(variant.save)) {
      const translated = variant.toSimulator(JSON.parse(body) as Json);
      if (translated === undefined) send(400, { code: "bad", message: "unknown form" });
      else await answered(await pass("POST", SIMULATORS_ROUTE, JSON.stringify(translated)));
    } else if (is(variant.read)) await answered(await pass("GET", SIMULATORS_ROUTE, ""));
    else if (is(variant.remove)) await answered(await pass("DELETE", SIMULATORS_ROUTE, ""));
    else if (isOwn) send(404, { code: "not_found", message: "Not found" });
    else {
      const answer = await pass(method, url, body);
      send(answer.status, await answer.json());
    }
  };
  const server = createServer((incoming, outgoing) => void serve(incoming, outgoing));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    calls,
    close: async () => {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function headersOf({ headers }: IncomingMessage): Record<string, string> {
  const names = ["authorization", "content-type"];
  return Object.fromEntries(
    names.flatMap((name) => (headers[name] === undefined ? [] : [[name, String(headers[name])]])),
  );
}
