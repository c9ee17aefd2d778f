import { describe, expect, it } from "@jest/globals";
import { Secret } from "../../../provider/integration/secret.ts";
import { azure, failureOf, keyed, openPort, openSession, patient } from "./support/client.ts";
import { simulate } from "./support/simulated.ts";
import { AI_CONFIGS, startStub, type Reply } from "./support/stub-sigma.ts";

const SAVE = `POST ${AI_CONFIGS}`;
const KEY = "key-0123456789-abcdefghij";

async function refusedWith(reply: Reply, vendor = keyed("openai", KEY)) {
  const stub = await startStub({ [SAVE]: reply });
  const failure = await failureOf(openPort(openSession(stub)).port.save(vendor, patient));
  const saves = stub.calls().filter((call) => call === SAVE);
  return { failure, saves };
}

const message = (text: string, status = 400): Reply => ({
  status,
  body: { message: text, requestId: "r-1", code: "bad_request" },
});

describe("a save that Sigma refuses", () => {
  it.each([
    [400, "SAVE_REFUSED"],
    [409, "SAVE_REFUSED"],
    [422, "SAVE_REFUSED"],
    [403, "NOT_PERMITTED"],
    [402, "REQUEST_REFUSED"],
    [413, "REQUEST_REFUSED"],
    [404, "REQUEST_REFUSED"],
    [405, "REQUEST_REFUSED"],
    [501, "REQUEST_REFUSED"],
  ])("with %s is %s, sent once, with Sigma's request", async (status, code) => {
    const { failure, saves } = await refusedWith(message("No, because.", status));
    expect(failure).toMatchObject({ code, details: { requestId: "r-1" } });
    expect(failure.message).toContain(String(status));
    expect(saves).toHaveLength(1);
  });

  it("is told in Sigma's words", async () => {
    const { failure } = await refusedWith(message("The model is out of stock."));
    expect(failure.message).toContain('Sigma answered 400: "The model is out of stock."');
    expect(failure.message).toContain("what was configured before is still there");
  });

  it.each([
    ["the whole key", KEY],
    ["the beginning of the key", KEY.slice(0, 9)],
    ["the end of the key", KEY.slice(-9)],
    ["the middle of the key", `xx${KEY.slice(4, 14)}yy`],
    ["the key in base64", Buffer.from(KEY).toString("base64")],
    ["the key escaped", encodeURIComponent(KEY)],
    ["the key masked", `${KEY.slice(0, 4)}*****${KEY.slice(-4)}`],
    ["the client's secret", "acme-admin-secret"],
    ["the access token", "stub-token"],
  ])("is told without %s", async (_, echo) => {
    const { failure } = await refusedWith(({ headers }) => ({
      status: 400,
      body: {
        message: `Bad key provided: ${echo === "stub-token" ? headers.authorization?.slice(7) : echo}`,
      },
    }));
    expect(failure.message).toContain('"Bad key provided: [secret]"');
    expect(JSON.stringify(failure.details)).not.toContain(echo);
  });

  it("is told without either key of Azure", async () => {
    const vendor = azure("first-key-000000", "other-key-111111");
    const reply = message("no: first-key-000000, other-key-111111");
    const { failure } = await refusedWith(reply, vendor);
    expect(failure.message).toContain('"no: [secret] [secret]"');
  });

  it("shows no request id that does not look like one", async () => {
    const { failure } = await refusedWith({
      status: 400,
      body: { message: "no", requestId: `x\n${KEY}` },
    });
    expect(failure.message).not.toContain("\n");
    expect(failure.message).not.toContain(KEY);
  });

  it.each([
    ["Failed to validate", '"Failed to validate"'],
    ["failed to VALIDATE: no such host", "no such host"],
  ])("because it could not validate says so: %s", async (text, told) => {
    const { failure } = await refusedWith(message(text));
    expect(failure).toMatchObject({ code: "VALIDATION_FAILED", details: { requestId: "r-1" } });
    expect(failure.message).toContain(told);
    expect(failure.message).toContain("firewall");
  });

  it("by a web page says what that can be", async () => {
    const { session, simulator } = await simulate();
    simulator.fault({ path: AI_CONFIGS, effect: { kind: "html", status: 404 } });
    const failure = await failureOf(openPort(session).port.save(keyed(), patient));
    expect(failure).toMatchObject({ code: "REQUEST_REFUSED" });
    expect(failure.message).toContain("web page");
    expect(failure.message).toContain("proxy");
    expect(failure.message).toContain("SIGMA_CONTRACT");
  });

  it("for a caller who is no admin changes nothing", async () => {
    const clientSecret = new Secret("acme-analyst-secret");
    const { session, simulator } = await simulate({}, { clientId: "acme-analyst", clientSecret });
    const failure = await failureOf(openPort(session).port.save(keyed(), patient));
    expect(failure).toMatchObject({ code: "NOT_PERMITTED" });
    expect(failure.message).toContain("account type Admin");
    expect(simulator.audit).toEqual([]);
  });

  it("leaves what was configured before, and shows no part of the key", async () => {
    const { session, simulator } = await simulate();
    const { port } = openPort(session);
    await port.save(keyed(), patient);
    const before = simulator.state("org-acme");
    const revoked = keyed("openai", "sim-openai-key-revoked");
    const failure = await failureOf(port.save(revoked, patient));
    expect(failure).toMatchObject({ code: "VALIDATION_FAILED" });
    expect(failure.message).not.toContain("revoked");
    expect(simulator.state("org-acme")).toEqual(before);
  });

  it("at a redirect is not sent there", async () => {
    const other = await startStub();
    const { failure } = await refusedWith({
      status: 307,
      headers: { location: `${other.url}${AI_CONFIGS}?key=${KEY}` },
    });
    expect(failure).toMatchObject({ code: "NOT_SIGMA" });
    expect(failure.message).toContain(`a redirect to ${new URL(other.url).host}`);
    expect(failure.message).not.toContain(KEY);
    expect(other.requests).toEqual([]);
  });
});
