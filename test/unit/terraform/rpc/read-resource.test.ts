import { describe, expect, it } from "@jest/globals";
import { profiles, type FaultInput } from "../../../../simulator/index.ts";
import { azure, KEYS, openai } from "../support/configs.ts";
import { asDynamic, RPC, startProcess } from "../support/process.ts";
import { errorsOf, warningsOf } from "../support/shown.ts";
import { connect, environment, simulate } from "../support/terraform.ts";

const overwrite = { existing: "overwrite" };

describe("a refresh", () => {
  it.each(profiles)("finds nothing new after an apply (%s)", async (profile) => {
    const simulator = await simulate({ profile });
    const config = azure({}, overwrite);
    const recorded = await (await connect(simulator)).settle(config);
    const { state, identity, shown } = await (await connect(simulator)).read(recorded);
    expect(state).toEqual(recorded);
    expect(identity).toEqual({ organization_id: "org-acme" });
    const warnings = profile === "published" ? ["Drift cannot be seen"] : [];
    expect([errorsOf(shown), warningsOf(shown)]).toEqual([[], warnings]);
  });

  it("records what was changed outside beside what was written", async () => {
    const simulator = await simulate();
    const recorded = await (await connect(simulator)).settle(openai());
    const outside = { provider: "gemini", apiKey: KEYS.gemini } as const;
    await simulator.saveOutside("org-acme", { config: outside });
    const { state, shown } = await (await connect(simulator)).read(recorded);
    expect(shown).toEqual([]);
    expect(state).toEqual({
      ...recorded,
      ai_provider: "gemini",
      remote: { ai_provider: "gemini", language_model: null, embedding_model: null },
      remote_revision: "api:2",
      updated_by: "user-grace",
      updated_at: simulator.state("org-acme").integration?.updatedAt,
    });
  });

  it("drops what was removed outside, with a warning", async () => {
    const simulator = await simulate();
    const recorded = await (await connect(simulator)).settle(openai());
    simulator.removeOutside("org-acme");
    const { state, identity, shown } = await (await connect(simulator)).read(recorded);
    expect([state, identity, warningsOf(shown)]).toEqual([null, null, ["Removed outside"]]);
  });

  it.each<[string, FaultInput["effect"], string]>([
    ["credentials that were revoked", { kind: "status", status: 401 }, "CREDENTIALS_REJECTED"],
    ["a refusal", { kind: "status", status: 403 }, "NOT_PERMITTED"],
    ["a limit of requests", { kind: "retryAfter", retryAfter: 3600 }, "THROTTLED"],
    ["an answer of another form", { kind: "wrongJson" }, "UNEXPECTED_ANSWER"],
  ])("leaves the state at %s", async (_, effect, code) => {
    const simulator = await simulate();
    const recorded = await (await connect(simulator)).settle(openai());
    const path = "/v2/organizations/settings/aiConfigs";
    simulator.fault({ method: "GET", path, times: 0, effect });
    const { state, shown } = await (await connect(simulator)).read(recorded);
    expect([errorsOf(shown), state]).toEqual([[code], recorded]);
  });

  it("by another organization's credentials is refused, and leaves the state", async () => {
    const simulator = await simulate();
    const recorded = await (await connect(simulator)).settle(openai());
    const config = { client_id: "globex-admin", client_secret: "globex-admin-secret" };
    const { state, shown } = await (await connect(simulator, { config })).read(recorded);
    expect([errorsOf(shown), state]).toEqual([["WRONG_ORGANIZATION"], recorded]);
  });

  it("ends at the time that the resource gives it", async () => {
    const simulator = await simulate();
    const config = openai({}, { timeouts: { read: "50ms" } });
    const recorded = await (await connect(simulator)).settle(config);
    simulator.fault({ times: 0, effect: { kind: "delay", ms: 60_000 } });
    const { state, shown } = await (await connect(simulator)).read(recorded);
    expect([errorsOf(shown), state]).toEqual([["DEADLINE_EXCEEDED"], recorded]);
  });

  it("of nothing is nothing, and asks nobody", async () => {
    const answer = await (await connect({ url: "http://localhost:1" })).read(null);
    expect(answer).toMatchObject({ state: null, identity: null, shown: [] });
  });

  it("hands on what Terraform keeps, and the identity where the state has none", async () => {
    const process = await startProcess({ env: environment("http://localhost:1"), config: {} });
    const identity = { identityData: asDynamic({ organization_id: "org-kept" }) };
    const { message } = await process.call(RPC.readResource, {
      currentState: asDynamic(null),
      private: Buffer.from("kept"),
      currentIdentity: identity,
    });
    expect(Buffer.from(message.private).toString()).toBe("kept");
    expect(message.newIdentity?.identityData?.msgpack).toEqual(
      Buffer.from(identity.identityData.msgpack),
    );
  });
});
