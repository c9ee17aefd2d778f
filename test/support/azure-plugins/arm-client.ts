import { setTimeout as wait } from "node:timers/promises";
import { asProperties, type Properties } from "./properties.ts";

/** Azure's Resource Manager, as azure-native talks to it. */
export interface ArmClient {
  /** What is there; nothing where ARM says 404. */
  get: (id: string, signal: AbortSignal) => Promise<Properties | undefined>;
  /** Creates or changes, and waits for the end of it. */
  put: (id: string, body: Properties, signal: AbortSignal) => Promise<void>;
  /** Deletes, and waits for the end of it. What is gone already is no error. */
  remove: (id: string, signal: AbortSignal) => Promise<void>;
  post: (id: string, body: Properties, signal: AbortSignal) => Promise<Properties>;
}

/** Where ARM is, and how long the client waits; azure-native's own waits are 10 to 120 seconds. */
export interface ArmClientOptions {
  url: string;
  /** Milliseconds between two looks at an operation that is under way. Default: 20. */
  pollInterval?: number;
  /** Milliseconds before each further attempt where ARM says that it should be made. Default: 20, 60 and 120. */
  retryDelays?: readonly number[];
}

/** ARM refused. The message is written as azure-native writes it. */
export class ArmError extends Error {
  readonly status: number;

  constructor(status: number, { code, message }: Properties) {
    super(`Status=${status} Code="${String(code)}" Message="${String(message)}"`);
    this.name = "ArmError";
    this.status = status;
  }
}

interface Answer {
  status: number;
  headers: Headers;
  body: Properties;
}

const API_VERSION = "2025-06-01";

const RETRIED = new Set([408, 429, 500, 502, 503, 504]);

/** Whether an operation has ended, by the state that ARM reports of it. */
const ENDED = /^(?:succeeded|failed|canceled)$/i;

/** Talks to ARM with a token of its own, asked for once. */
export function createArmClient(options: ArmClientOptions): ArmClient {
  const { url, pollInterval = 20, retryDelays = [20, 60, 120] } = options;
  let token: Promise<string> | undefined;

  const send = async (
    method: string,
    path: string,
    signal: AbortSignal,
    body?: Properties,
  ): Promise<Answer> => {
    token ??= requestToken(url);
    const target = new URL(path, url);
    if (!target.searchParams.has("api-version")) {
      target.searchParams.set("api-version", API_VERSION);
    }
    const headers = { authorization: `Bearer ${await token}`, "content-type": "application/json" };
    const text = body === undefined ? {} : { body: JSON.stringify(body) };
    const response = await fetch(target, { method, headers, signal, ...text });
    return { status: response.status, headers: response.headers, body: await jsonOf(response) };
  };

  const request = async (...args: Parameters<typeof send>): Promise<Answer> => {
    const [, , signal] = args;
    for (const delay of retryDelays) {
      const answer = await send(...args);
      if (!isRetried(answer)) return accepted(answer);
      await wait(delay, undefined, { signal });
    }
    return accepted(await send(...args));
  };

  const get: ArmClient["get"] = async (id, signal) => {
    const answer = await request("GET", id, signal).catch(ignoreNotFound);
    return answer?.body;
  };

  const untilEnded = async (id: string, begun: Answer, signal: AbortSignal): Promise<void> => {
    const operation = begun.headers.get("azure-asyncoperation");
    const location = begun.headers.get("location");
    for (let answer = begun; ; await wait(pollInterval, undefined, { signal })) {
      if (operation !== null) {
        answer = await request("GET", operation, signal);
        const { status, error } = answer.body;
        if (!ENDED.test(String(status))) continue;
        if (error !== undefined) throw new ArmError(answer.status, asProperties(error));
        return;
      }
      const { provisioningState = "Succeeded" } = asProperties(answer.body["properties"]);
      if (answer.status !== 202 && ENDED.test(String(provisioningState))) return;
      answer = await request("GET", answer.status === 202 ? (location ?? id) : id, signal);
    }
  };

  return {
    get,
    put: async (id, body, signal) => untilEnded(id, await request("PUT", id, signal, body), signal),
    remove: async (id, signal) => {
      const answer = await request("DELETE", id, signal).catch(ignoreNotFound);
      if (answer !== undefined) await untilEnded(id, answer, signal).catch(ignoreNotFound);
    },
    post: async (id, body, signal) => (await request("POST", id, signal, body)).body,
  };
}

/** Like azure-native: a conflict only if ARM calls it by this one name, which the Cognitive Services never do. */
function isRetried({ status, body }: Answer): boolean {
  const { code } = asProperties(body["error"]);
  return RETRIED.has(status) || (status === 409 && code === "AnotherOperationInProgress");
}

function accepted(answer: Answer): Answer {
  if (answer.status < 400) return answer;
  throw new ArmError(answer.status, asProperties(answer.body["error"]));
}

function ignoreNotFound(error: unknown): undefined {
  if (error instanceof ArmError && error.status === 404) return undefined;
  throw error;
}

async function jsonOf(response: Response): Promise<Properties> {
  const text = await response.text();
  return text === "" ? {} : asProperties(JSON.parse(text));
}

/** A token as a managed identity gets it. */
async function requestToken(url: string): Promise<string> {
  const address = new URL("/_azure/token", url);
  address.search = new URLSearchParams({ resource: url, "api-version": "2019-08-01" }).toString();
  const response = await fetch(address, { headers: { "x-identity-header": "any" } });
  const { access_token: token } = await jsonOf(response);
  if (typeof token !== "string") throw new Error(`no token: status ${response.status}`);
  return token;
}
