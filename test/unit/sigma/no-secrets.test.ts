import { inspect } from "node:util";
import { describe, expect, it } from "@jest/globals";
import { IntegrationError } from "../../../provider/integration/errors.ts";
import { Secret } from "../../../provider/integration/secret.ts";
import { azure, keyed, openPort, openSession, patient } from "./support/client.ts";
import {
  AI_CONFIGS,
  startStub,
  type Canned,
  type Received,
  type Reply,
} from "./support/stub-sigma.ts";

const CLIENT_SECRET = "client-7f3a9c51-secret";
const TOKEN = "token-52c8d0e6-access";
const KEYS = ["vendor-19b4e7a2-key", "vendor-83d6f0c5-key"] as const;
const ALL = [CLIENT_SECRET, TOKEN, ...KEYS];

/** Every form of every secret that a text may not have. */
const FORMS = ALL.flatMap((secret) => [
  secret,
  secret.slice(0, 12),
  secret.slice(-12),
  Buffer.from(secret).toString("base64"),
]);

/** What a request brought along, plain and in base64, as a careless server repeats it. */
function echoOf({ headers, body }: Received): string {
  const brought = `${headers.authorization} ${body}`;
  const secrets = ALL.filter((secret) => brought.includes(secret));
  return secrets
    .flatMap((secret) => [secret, Buffer.from(secret).toString("base64")])
    .join(" and ");
}

function firstOf(echo: string): string {
  return echo.split(" ")[0] ?? "";
}

function idsOf(echo: string): Record<string, string> {
  return { userId: firstOf(echo), organizationId: firstOf(echo) };
}

const ANSWERS: [string, (echo: string) => Omit<Canned, "status">][] = [
  ["JSON", (echo) => ({ body: { message: `Refused: ${echo}`, code: echo, detail: echo } })],
  ["a message in parts", (echo) => ({ body: { message: [echo], error: echo } })],
  [
    "a web page",
    (echo) => ({ headers: { "content-type": "text/html" }, body: `<html>${echo}</html>` }),
  ],
  [
    "a request's id",
    (echo) => ({ headers: { "x-request-id": firstOf(echo) }, body: { requestId: firstOf(echo) } }),
  ],
  [
    "what it reports",
    (echo) => ({
      body: {
        provider: "openAI",
        revision: firstOf(echo),
        updatedAt: firstOf(echo),
        updatedBy: `${firstOf(echo)}!`,
        languageModel: { deploymentId: firstOf(echo), endpointUrl: `https://${firstOf(echo)}` },
      },
    }),
  ],
  ["a vendor and a user", (echo) => ({ body: { provider: firstOf(echo), ...idsOf(echo) } })],
  ["text", (echo) => ({ headers: { "content-type": "text/plain", "x-echo": echo }, body: echo })],
];

const STATUSES = [200, 302, 400, 401, 403, 404, 405, 409, 422, 429, 500, 501, 503];

/** All that a failure or an outcome shows, however it is printed. */
async function shownBy(work: Promise<unknown>): Promise<string> {
  const result: unknown = await work.catch((error: unknown) => error);
  const error = result instanceof IntegrationError ? [result.message, result.stack] : [];
  return [inspect(result, { depth: 9, showHidden: true }), JSON.stringify(result), ...error].join();
}

async function everythingShown(script: Record<string, Reply>): Promise<string> {
  const stub = await startStub({
    "POST /v2/auth/token": { body: { access_token: TOKEN, expires_in: 3600 } },
    ...script,
  });
  const over = { clientSecret: new Secret(CLIENT_SECRET), allowAssumed: true };
  const session = openSession(stub, over);
  const { port } = openPort(session);
  const shown = [
    await shownBy(port.identify(patient)),
    await shownBy(port.read(patient)),
    await shownBy(port.save(keyed("openai", KEYS[0]), patient)),
    await shownBy(port.save(azure(KEYS[0], KEYS[1]), patient)),
    await shownBy(port.remove(patient)),
    await shownBy(openPort(session, "org-t").port.read(patient)),
    await shownBy(session.listTenants(patient)),
  ];
  expect(stub.requests.length).toBeGreaterThan(0);
  return shown.join("\n");
}

function leaks(shown: string): string[] {
  return FORMS.filter((form) => shown.includes(form));
}

describe("nothing that is shown holds a secret", () => {
  it.each(
    STATUSES.flatMap((status) => ANSWERS.map(([name, answer]) => ({ status, name, answer }))),
  )("where Sigma answers $status with $name", async ({ status, answer }) => {
    const reply: Reply = (received) => ({ ...answer(echoOf(received)), status });
    const routes = ["GET /v2/whoami", "GET /v2/tenants", "GET /v2/tenants/org-t"];
    const settings = ["GET", "POST", "DELETE"].map((method) => `${method} ${AI_CONFIGS}`);
    const script = Object.fromEntries([...routes, ...settings].map((name) => [name, reply]));
    expect(leaks(await everythingShown(script))).toEqual([]);
  });

  it.each(
    STATUSES.flatMap((status) => ANSWERS.map(([name, answer]) => ({ status, name, answer }))),
  )("where the token's request is answered $status with $name", async ({ status, answer }) => {
    const reply: Reply = (received) => ({ ...answer(echoOf(received)), status });
    const script = { "POST /v2/auth/token": reply };
    expect(leaks(await everythingShown(script))).toEqual([]);
  });

  it("where the connection breaks", async () => {
    const reset = { reset: true };
    const script = { "GET /v2/whoami": reset, [`POST ${AI_CONFIGS}`]: reset };
    expect(leaks(await everythingShown(script))).toEqual([]);
  });

  it("in a session, a connection or a vendor, however they are printed", async () => {
    const { url } = await startStub();
    const session = openSession({ url }, { clientSecret: new Secret(CLIENT_SECRET) });
    await session.whoami(undefined, patient);
    const vendor = azure(KEYS[0], KEYS[1]);
    const printed = `${inspect([session, vendor], { depth: 9, showHidden: true })}${JSON.stringify(vendor)}`;
    expect(leaks(printed)).toEqual([]);
  });
});
