import { describe, expect, it } from "@jest/globals";
import { VERSION } from "../../../../provider/runtime/version.ts";
import { LIBRARIES, stackOf, synthesize } from "./libraries.ts";

describe.each(LIBRARIES)("the provider of %s", (_, library) => {
  const { DataSigmaExternalAiIntegration, DataSigmaTenants, SigmaProvider } = library;

  it("asks for the package's own version, and needs no argument", () => {
    expect(synthesize(library, (stack) => new SigmaProvider(stack, "sigma"))).toEqual({
      terraform: {
        required_providers: { sigma: { source: "sigma-iac/sigma", version: `~> ${VERSION}` } },
      },
      provider: { sigma: [{}] },
    });
  });

  it("takes every argument, and another place to come from", () => {
    const synthesized = synthesize(
      library,
      (stack) =>
        new SigmaProvider(stack, "sigma", {
          baseUrl: "aws-eu",
          clientId: "id",
          clientSecret: new library.TerraformVariable(stack, "secret", {}).stringValue,
          allowAssumed: "write",
          requireWriteOnly: true,
          source: "registry.example/acme/sigma",
          version: "0.1.0",
        }),
    );
    expect(synthesized.terraform).toEqual({
      required_providers: { sigma: { source: "registry.example/acme/sigma", version: "0.1.0" } },
    });
    expect(synthesized.provider).toEqual({
      sigma: [
        {
          base_url: "aws-eu",
          client_id: "id",
          client_secret: "${var.secret}",
          allow_assumed: "write",
          require_write_only: true,
        },
      ],
    });
  });

  it("may be there more than once", () => {
    const { provider, data } = synthesize(library, (stack) => {
      const first = new SigmaProvider(stack, "sigma");
      const eu = new SigmaProvider(stack, "eu", { alias: "eu", baseUrl: "aws-eu" });
      const later = new SigmaProvider(stack, "later");
      later.alias = "later";
      return [first, eu, later].map(
        (each, index) => new DataSigmaTenants(stack, `t${index}`, { provider: each }),
      );
    });
    expect(provider).toEqual({
      sigma: [{}, { alias: "eu", base_url: "aws-eu" }, { alias: "later" }],
    });
    expect(data?.["sigma_tenants"]).toEqual({
      t0: { provider: "sigma" },
      t1: { provider: "sigma.eu" },
      t2: { provider: "sigma.later" },
    });
  });

  it("is missed where it is not in the stack", () => {
    const made = stackOf(library, (stack) => new DataSigmaTenants(stack, "all"));
    expect(() => library.Testing.synth(made, true)).toThrow(
      /resources without a matching provider construct.*sigma/s,
    );
  });

  it("has data sources", () => {
    const { data, output } = synthesize(library, (stack) => {
      const all = new DataSigmaTenants(stack, "all");
      const now = new DataSigmaExternalAiIntegration(stack, "now", {
        tenant: all.tenants.get(0).organizationId,
        dependsOn: [all],
      });
      return new library.TerraformOutput(stack, "model", {
        value: [now.languageModel.deploymentId, now.status, all.tenants.get(1).slug],
      });
    });
    expect(data).toEqual({
      sigma_tenants: { all: {} },
      sigma_external_ai_integration: {
        now: {
          tenant: "${data.sigma_tenants.all.tenants[0].organization_id}",
          depends_on: ["data.sigma_tenants.all"],
        },
      },
    });
    expect(output).toEqual({
      model: {
        value: [
          "${data.sigma_external_ai_integration.now.language_model.deployment_id}",
          "${data.sigma_external_ai_integration.now.status}",
          "${data.sigma_tenants.all.tenants[1].slug}",
        ],
      },
    });
  });

  it("has a variable that is stored nowhere", () => {
    const { variable } = synthesize(library, (stack) => {
      library.ephemeralVariable(stack, "key");
      library.ephemeralVariable(stack, "other", { description: "another key", nullable: false });
    });
    const key = { type: "string", sensitive: true, ephemeral: true };
    expect(variable).toEqual({
      key,
      other: { ...key, description: "another key", nullable: false },
    });
  });
});
