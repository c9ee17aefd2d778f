import { describe, expect, it } from "@jest/globals";

import { defaultSeed, largeSeed, type SeedOverride } from "../../../simulator/index.ts";
import { createDirectory } from "../../../simulator/seed/directory.ts";
import { accessToken, AI_CONFIGS, clientOf, start } from "./support.ts";

describe("the default seed", () => {
  it("gives every organization and tenant an admin", () => {
    const directory = createDirectory(defaultSeed);
    const without = defaultSeed.organizations.filter(({ id }) => directory.admins(id).length === 0);
    expect(without).toEqual([]);
  });

  it("has only keys that say they are simulated", () => {
    const { azure, ...others } = defaultSeed.vendors;
    const keys = [
      ...Object.values(others).flatMap((vendor) => vendor.keys.map(({ key }) => key)),
      ...azure.resources.flatMap((resource) => resource.keys),
    ];
    expect(keys.filter((key) => !key.startsWith("sim-"))).toEqual([]);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it("is merged with an override: lists are replaced, the rest stays", async () => {
    const simulator = await start({
      seed: { vendors: { openai: { keys: [{ key: "sim-only" }] } } },
    });
    const client = await clientOf(simulator);
    const save = async (provider: string, apiKey: string) =>
      (await client("POST", AI_CONFIGS, { provider, apiKey })).status;
    expect(await save("openAI", "sim-only")).toBe(200);
    expect(await save("openAI", "sim-openai-key-1")).toBe(400);
    expect(await save("gemini", "sim-gemini-key-1")).toBe(200);
  });
});

describe("a large seed", () => {
  it("adds organizations with a credential each, and tenants of Acme", async () => {
    const seed = largeSeed({ organizations: 100, tenants: 30 });
    const simulator = await start({ seed });
    expect(seed.organizations).toHaveLength(defaultSeed.organizations.length + 130);
    const whoami = await (await clientOf(simulator, "client-100"))("GET", "/v2/whoami");
    expect(whoami.json).toEqual({ userId: "user-100", organizationId: "org-100" });
    expect(await accessToken(simulator, "acme-admin")).toEqual(expect.any(String));
    expect(simulator.state("org-tenant-030").integration).toBeNull();
  });
});

describe("a seed that contradicts itself is an error", () => {
  const [acme] = defaultSeed.organizations;
  const [ada] = defaultSeed.users;
  it.each<[string, SeedOverride, string]>([
    [
      "an organization twice",
      { organizations: [acme, acme].filter((one) => one !== undefined) },
      'organization "org-acme" is there twice',
    ],
    [
      "a tenant of nobody",
      { organizations: [{ id: "a", name: "A", slug: "a", parentId: "none" }] },
      'the parent of organization a is "none"',
    ],
    [
      "a user of no organization",
      { users: [{ id: "x", email: "x@y.example", organizationId: "none", accountType: "Admin" }] },
      'the organization of user x is "none"',
    ],
    [
      "a credential of nobody",
      {
        users: [ada].filter((one) => one !== undefined),
        credentials: [{ clientId: "c", clientSecret: "s", userId: "none" }],
      },
      'the user of credential c is "none"',
    ],
    ["no address of Sigma's", { sigmaAddresses: [] }, "sigmaAddresses is empty"],
  ])("%s", async (_, seed, message) => {
    await expect(start({ seed })).rejects.toThrow(message);
  });
});
