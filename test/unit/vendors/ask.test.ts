import { describe, expect, it } from "@jest/globals";
import { Agent } from "undici";
import { closeAfterTest } from "../sigma/support/cleanup.ts";
import { createFakeClock } from "../sigma/support/fake-clock.ts";
import { startStub, type Canned } from "../sigma/support/stub-sigma.ts";
import { azure, inShort, keyed, probe } from "./support/probing.ts";

const MODELS = "GET /v1/models";
const fine: Canned = { body: { data: [] } };

describe("a vendor that fails", () => {
  it.each<[string, Canned]>([
    ["408", { status: 408, body: {} }],
    ["500", { status: 500, body: {} }],
    ["502 with a web page", { status: 502, body: "<html></html>" }],
    ["503", { status: 503, body: {} }],
    ["504", { status: 504, body: {} }],
    ["529", { status: 529, body: {} }],
    ["a reset", { reset: true }],
  ])("with %s is asked three times, and then nothing can be told", async (_, answer) => {
    const stub = await startStub({ [MODELS]: answer });
    const clock = createFakeClock();
    const [found] = await probe(keyed("openai"), stub, { clock });
    expect(found && inShort(found)).toBe("inconclusive openai.apiKey");
    expect([stub.requests.length, clock.slept]).toEqual([3, [375, 750]]);
  });

  it.each<[string, Canned]>([
    ["503", { status: 503, body: {} }],
    ["a reset", { reset: true }],
  ])("with %s once is asked again", async (_, answer) => {
    const stub = await startStub({ [MODELS]: [answer, fine] });
    const [found] = await probe(keyed("openai"), stub);
    expect(found?.verdict).toBe("valid");
  });

  it.each([
    ["2", 2000],
    ["3600", 5000],
    ["0", 0],
  ])("and asks for %s seconds is waited for, but not for long", async (retryAfter, slept) => {
    const busy = { status: 503, headers: { "retry-after": retryAfter }, body: {} };
    const clock = createFakeClock();
    await probe(keyed("openai"), await startStub({ [MODELS]: [busy, fine] }), { clock });
    expect(clock.slept).toEqual([slept]);
  });

  it("with 429 is not asked again", async () => {
    const stub = await startStub({ [MODELS]: { status: 429, body: {} } });
    await probe(keyed("openai"), stub);
    expect(stub.requests).toHaveLength(1);
  });

  it("to be reached at all says nothing of the credentials", async () => {
    const stub = await startStub();
    await stub.close();
    for (const vendor of [keyed("openai"), keyed("gemini"), keyed("anthropic")]) {
      const [found] = await probe(vendor, stub);
      expect(found).toMatchObject({ verdict: "inconclusive" });
      expect(found?.reason).toMatch(/could not be asked: the connection was refused/);
    }
    const found = await probe(azure(), stub);
    expect(found.map(inShort)).toEqual(["inconclusive azureOpenai.endpointUrl"]);
  });
});

describe("a name that does not exist", () => {
  const nowhere = (): Agent => {
    const agent = new Agent({
      connect: {
        lookup: (_host, _options, callback) =>
          callback(Object.assign(new Error("no such name"), { code: "ENOTFOUND" }), []),
      },
    });
    closeAfterTest(() => agent.destroy());
    return agent;
  };
  const asking = () => ({ dispatcher: nowhere(), origins: undefined });

  it("is a misspelt or deleted resource of Azure's, or one so new that time will tell", async () => {
    const found = await probe(azure(), { url: "" }, asking());
    expect(found.map(inShort)).toEqual(["invalid azureOpenai.endpointUrl"]);
    expect(found[0]?.reason).toMatch(/the name contoso.openai.azure.com was not found/);
    expect(found[0]?.passing).toBe(true);
  });

  it.each([
    ["a gateway's", azure("https://gateway.example/ai")],
    ["a vendor's", keyed("openai")],
  ])("says nothing where it is %s", async (_, vendor) => {
    const settings = { trustedHosts: ["gateway.example"] };
    const [found] = await probe(vendor, { url: "" }, { ...asking(), settings });
    expect(found?.verdict).toBe("inconclusive");
  });
});

describe("an operation that is ended", () => {
  it.each<[string, () => AbortSignal, string]>([
    ["by the user", () => AbortSignal.abort(), "CANCELLED"],
    [
      "by its deadline",
      () => AbortSignal.abort(new DOMException("over", "TimeoutError")),
      "DEADLINE_EXCEEDED",
    ],
  ])("%s ends the probe", async (_, signal, code) => {
    const stub = await startStub({ [MODELS]: fine });
    await expect(probe(keyed("openai"), stub, { signal: signal() })).rejects.toMatchObject({
      code,
    });
    expect(stub.requests).toEqual([]);
  });

  it("between two tries ends the probe", async () => {
    const user = new AbortController();
    const clock = createFakeClock({ onSleep: () => user.abort() });
    const stub = await startStub({ [MODELS]: { status: 503, body: {} } });
    await expect(
      probe(keyed("openai"), stub, { clock, signal: user.signal }),
    ).rejects.toMatchObject({ code: "CANCELLED" });
    expect(stub.requests).toHaveLength(1);
  });
});
