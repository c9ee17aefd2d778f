import { expect, it } from "@jest/globals";
import { largeSeed } from "../../simulator/index.ts";
import { describeWithEngine } from "../support/engine/requirement.ts";
import { startStack } from "./support/stack.ts";

await describeWithEngine("programs of every kind, on the real engine", (engine) => {
  it("several organizations in one stack: a tenant, the parent, and a named connection", async () => {
    await using stack = await startStack(engine, {
      program: `
        new ExternalAiIntegration("parent", { openai: { apiKey: "sim-openai-key-1" } });
        new ExternalAiIntegration("emea", { gemini: { apiKey: "sim-gemini-key-1" }, tenant: "org-acme-emea" });
        new ExternalAiIntegration("globex", { anthropic: { apiKey: "sim-anthropic-key-1" }, connection: "globex" });`,
    });
    const env = {
      SIGMA_GLOBEX_BASE_URL: stack.simulator.url,
      SIGMA_GLOBEX_CLIENT_ID: "globex-admin",
      SIGMA_GLOBEX_CLIENT_SECRET: "globex-admin-secret",
    };
    expect(await stack.up(env)).toMatchObject({ code: 0 });
    const providers = ["org-acme", "org-acme-emea", "org-globex"].map(
      (organization) => stack.simulator.state(organization).integration?.provider,
    );
    expect(providers).toEqual(["openAI", "gemini", "anthropic"]);
    expect(await stack.driftCheck(env)).toMatchObject({ code: 0 });
    expect(await stack.destroy(env)).toMatchObject({ code: 0 });
  });

  it("another tenant replaces: the new one is added before the old one is removed", async () => {
    const program = (tenant: string) =>
      `new ExternalAiIntegration("ai", { openai: { apiKey: "sim-openai-key-1" }, tenant: "${tenant}" });`;
    await using stack = await startStack(engine, { program: program("org-acme-emea") });
    await stack.up();
    await stack.program(program("org-acme-apac"));
    expect(await stack.up()).toMatchObject({
      code: 0,
      output: expect.stringContaining("1 replaced"),
    });
    expect(
      stack.simulator.audit.map(({ organizationId, event }) => [organizationId, event]),
    ).toEqual([
      ["org-acme-emea", "AI_PROVIDER_ADDED"],
      ["org-acme-apac", "AI_PROVIDER_ADDED"],
      ["org-acme-emea", "AI_PROVIDER_REMOVED"],
    ]);
  });

  it("30 resources side by side use one token request for each organization", async () => {
    await using stack = await startStack(engine, {
      seed: largeSeed({ tenants: 30 }),
      program: `
        for (let n = 1; n <= 30; n += 1) {
          const tenant = "org-tenant-" + String(n).padStart(3, "0");
          new ExternalAiIntegration(tenant, { openai: { apiKey: "sim-openai-key-1" }, tenant });
        }`,
    });
    expect(await stack.up({}, "--parallel", "30")).toMatchObject({ code: 0 });
    const tokens = stack.requests().filter((request) => request === "POST /v2/auth/token");
    expect(tokens).toHaveLength(31);
    expect(await stack.driftCheck()).toMatchObject({ code: 0 });
  });

  it("keys, models and whole blocks may be outputs that are not known in a preview", async () => {
    const vault = `
      class Vault extends pulumi.dynamic.Resource {
        constructor(name, props) {
          super({
            create: async (inputs) => ({ id: "vault", outs: inputs.values }),
            diff: async () => ({ changes: false }),
          }, name, { values: props, key: undefined, deployment: undefined, endpoint: undefined });
        }
      }
      const vault = new Vault("vault", {
        key: "sim-contoso-key-1", deployment: "gpt-41", endpoint: "https://contoso.openai.azure.com",
      });`;
    await using stack = await startStack(engine, {
      program: `${vault}
        new ExternalAiIntegration("ai", { azureOpenai: {
          endpointUrl: vault.endpoint,
          apiKey: pulumi.secret(vault.key),
          languageModel: { deploymentId: vault.deployment },
          embeddingModel: vault.deployment.apply(() => ({ deploymentId: "embed" })),
        } });
        new ExternalAiIntegration("emea", {
          tenant: vault.deployment.apply(() => "org-acme-emea"),
          azureOpenai: vault.endpoint.apply((endpointUrl) => ({
            endpointUrl,
            apiKey: "sim-contoso-key-2",
            languageModel: { deploymentId: "gpt-51" },
            embeddingModel: { deploymentId: "embed" },
          })),
        });`,
    });
    expect(await stack.project.pulumi(["preview"])).toMatchObject({ code: 0 });
    expect(await stack.up()).toMatchObject({ code: 0 });
    expect(stack.simulator.state("org-acme-emea").integration).toMatchObject({
      provider: "azureOpenAI",
    });
    expect(await stack.driftCheck()).toMatchObject({ code: 0 });
  });

  it("the connection may come from the stack's configuration, where the environment has none", async () => {
    await using stack = await startStack(engine, {
      program: `new ExternalAiIntegration("ai", { openai: { apiKey: "sim-openai-key-1" } });`,
    });
    const none = {
      SIGMA_BASE_URL: undefined,
      SIGMA_CLIENT_ID: undefined,
      SIGMA_CLIENT_SECRET: undefined,
    };
    const { pulumi } = stack.project;
    await pulumi(["config", "set", "sigma:baseUrl", stack.simulator.url]);
    await pulumi(["config", "set", "sigma:clientId", "acme-admin"]);
    await pulumi(["config", "set", "--secret", "sigma:clientSecret", "acme-admin-secret"]);
    expect(await stack.up(none)).toMatchObject({ code: 0 });
    expect(await stack.driftCheck(none)).toMatchObject({ code: 0 });
    const { stdout } = await pulumi(["stack", "export"]);
    expect(stdout).not.toContain("acme-admin-secret");
  });
});
