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
  const ids = createIds();
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
    const is = (route: Variant["remove"]): boolean => {
      const found = route?.method === method ? route.path.exec(url) : null;
      return found !== null && (found.groups === undefined || found.groups["id"] === ids.current);
    };
    const report = (json: Json): Json =>
      variant.withId?.(ids.current ?? "", variant.toVariant(json)) ?? variant.toVariant(json);
    const answered = async (answer: Response): Promise<void> => {
      const json = (await answer.json()) as Json;
      if (answer.ok && "provider" in json) ids.see(json["provider"] !== null);
      send(answer.status, answer.ok && "provider" in json ? report(json) : json);
    };
    const listed = async (toList: NonNullable<Variant["toList"]>): Promise<void> => {
      const json = (await (await pass("GET", SIMULATORS_ROUTE, "")).json()) as Json;
      ids.see(json["provider"] !== null);
      send(200, toList(ids.current === undefined ? [] : [report(json)]));
    };
    // What is there may have come or gone outside.
    if (variant.withId !== undefined && isOwn) {
      const json = (await (await pass("GET", SIMULATORS_ROUTE, "")).json()) as Json;
      ids.see(json["provider"] !== null);
    }
    if (is(variant.save) || is(variant.edit)) {
      const translated = variant.toSimulator(JSON.parse(body) as Json);
      if (translated === undefined) send(400, { code: "bad", message: "unknown form" });
      else if (is(variant.save) && variant.edit !== undefined && ids.current !== undefined)
        send(409, { code: "conflict", message: "there is one" });
      else await answered(await pass("POST", SIMULATORS_ROUTE, JSON.stringify(translated)));
    } else if (is(variant.read) && variant.toList !== undefined) await listed(variant.toList);
    else if (is(variant.read)) await answered(await pass("GET", SIMULATORS_ROUTE, ""));
    else if (is(variant.remove)) await answered(await pass("DELETE", SIMULATORS_ROUTE, ""));
    else if (isOwn) send(404, { code: "not_found", message: "Not found" });
    else {
      const answer = await pass(method, url, body);
      send(answer.status, await answer.json());
    }
  };
  const server = createServer((incoming, outgoing) => {
    // An answer that is lost behind is lost in front.
    serve(incoming, outgoing).catch(() => outgoing.destroy());
  });
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

/** The id of what is there: a new one each time that something comes. */
function createIds(): { current: string | undefined; see: (isThere: boolean) => void } {
  let made = 0;
  const ids = {
    current: undefined as string | undefined,
    see: (isThere: boolean) => {
      if (!isThere) ids.current = undefined;
      else if (ids.current === undefined) ids.current = `cfg-${(made += 1)}`;
    },
  };
  return ids;
}

function headersOf({ headers }: IncomingMessage): Record<string, string> {
  const names = ["authorization", "content-type"];
  return Object.fromEntries(
    names.flatMap((name) => (headers[name] === undefined ? [] : [[name, String(headers[name])]])),
  );
}
