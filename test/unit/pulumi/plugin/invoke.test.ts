import { describe, expect, it } from "@jest/globals";
import type { Properties } from "../../../../provider/pulumi/plugin/values.ts";
import { GET_INTEGRATION, GET_TENANTS } from "../../../../provider/pulumi/plugin/tokens.ts";
import { asSecret, UNKNOWN_VALUE } from "../../../../provider/pulumi/wire.ts";
import type { Profile } from "../../../../simulator/index.ts";
import { startPlugin } from "./support/plugin.ts";
import { environment, simulate } from "./support/simulated.ts";

const GEMINI = { provider: "gemini", apiKey: "by-hand" } as const;

describe("getExternalAiIntegration", () => {
  it.each<[Profile, boolean, Properties]>([
    ["published", true, { status: "unverified" }],
    ["minimal", true, { status: "configured", aiProvider: "gemini" }],
    ["minimal", false, { status: "absent" }],
    [
      "full",
      true,
      { status: "configured", aiProvider: "gemini", revision: "api:1", updatedBy: "user-grace" },
    ],
    ["full", false, { status: "absent" }],
  ])("in %s, with something there: %p", async (profile, there, expected) => {
    const simulator = await simulate({ profile });
    if (there) await simulator.saveOutside("org-acme", { config: GEMINI });
    const plugin = await startPlugin({ env: environment(simulator.url) });
    const { updatedAt, ...answer } = await plugin.invoke(GET_INTEGRATION);
    expect(answer).toEqual({ organizationId: "org-acme", ...expected });
    expect(updatedAt !== undefined).toBe("updatedBy" in expected);
  });

  it("tells all of Azure that is no key", async () => {
    const simulator = await simulate();
    const model = (deploymentId: string) => ({
      deploymentId,
      endpointUrl: "https://a.openai.azure.com",
    });
    await simulator.saveOutside("org-acme", {
      config: {
        provider: "azureOpenAI",
        languageModel: { ...model("chat"), apiKey: "by-hand" },
        embeddingModel: { ...model("embed"), apiKey: "by-hand" },
      },
    });
    const plugin = await startPlugin({ env: environment(simulator.url) });
    const answer = await plugin.invoke(GET_INTEGRATION);
    expect(answer).toMatchObject({ languageModel: model("chat"), embeddingModel: model("embed") });
    expect(JSON.stringify(answer)).not.toContain("by-hand");
  });

  it.each([["org-acme-emea"], [asSecret("org-acme-emea")]])("of a tenant: %j", async (tenant) => {
    const simulator = await simulate();
    await simulator.saveOutside("org-acme-emea", { config: GEMINI });
    const plugin = await startPlugin({ env: environment(simulator.url) });
    expect(await plugin.invoke(GET_INTEGRATION, { tenant })).toMatchObject({
      organizationId: "org-acme-emea",
      aiProvider: "gemini",
    });
  });

  it.each([[42], [["org-acme-emea"]], [{}], [asSecret(true)], [UNKNOWN_VALUE]])(
    "never answers with the own organization where the tenant is %j",
    async (tenant) => {
      const simulator = await simulate();
      const plugin = await startPlugin({ env: environment(simulator.url) });
      await expect(plugin.invoke(GET_INTEGRATION, { tenant })).rejects.toMatchObject({
        details: expect.stringMatching(/^tenant: .+\[INVALID_CONFIG\]$/),
      });
      expect(simulator.requests).toEqual([]);
    },
  );
});

it("an empty text is no tenant", async () => {
  const simulator = await simulate();
  const plugin = await startPlugin({ env: environment(simulator.url) });
  await expect(plugin.invoke(GET_INTEGRATION, { tenant: "" })).rejects.toMatchObject({
    details: expect.stringContaining("[TENANT_NOT_FOUND"),
  });
});

describe("getTenants", () => {
  it("tells the organization and its tenants", async () => {
    const simulator = await simulate();
    const plugin = await startPlugin({ env: environment(simulator.url) });
    expect(await plugin.invoke(GET_TENANTS)).toEqual({
      organizationId: "org-acme",
      tenants: [
        { organizationId: "org-acme-emea", name: "Acme EMEA", slug: "acme-emea" },
        { organizationId: "org-acme-apac", name: "Acme APAC", slug: "acme-apac" },
      ],
    });
  });
});

it.each(["sigma:index:getNothing", "", "constructor", "__proto__", "toString"])(
  "there is no function %j",
  async (name) => {
    const plugin = await startPlugin();
    await expect(plugin.invoke(name)).rejects.toMatchObject({
      details: expect.stringMatching(
        /has no function .+expected sigma:index:getExternalAiIntegration or .+\[INVALID_CONFIG\]/,
      ),
    });
  },
);
