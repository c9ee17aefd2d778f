import { describe, expect, it } from "@jest/globals";

import { defaultSeed, largeSeed, type Simulator } from "../../../simulator/index.ts";
import { clientOf, start, type Client } from "./support.ts";

interface Page {
  readonly entries: readonly { tenantOrganizationId: string }[];
  readonly nextPageToken?: string;
}

async function page(client: Client, query: string): Promise<Page> {
  return (await client("GET", `/v2/tenants?${query}`)).json as Page;
}

async function crowded(tenants: number): Promise<[Simulator, Client]> {
  const simulator = await start({ seed: largeSeed({ tenants }) });
  return [simulator, await clientOf(simulator)];
}

describe("GET /v2/tenants", () => {
  it("describes each tenant", async () => {
    const client = await clientOf(await start());
    const { entries } = await page(client, "");
    expect(entries).toHaveLength(2);
    expect(entries[0]).toEqual({
      tenantOrganizationId: "org-acme-emea",
      parentOrganizationId: "org-acme",
      tenantOrganizationName: "Acme EMEA",
      tenantOrganizationSlug: "acme-emea",
      createdBy: "user-ada",
      updatedBy: "user-ada",
      createdAt: "2026-01-15T09:00:00.000Z",
      updatedAt: "2026-01-15T09:00:00.000Z",
      tenantCloudProvider: "aws",
      tenantRegion: "eu",
    });
  });

  it("tells the API URL that the seed gives a tenant", async () => {
    const tenantApiUrl = "https://api.eu.aws.sigmacomputing.com";
    const organizations = defaultSeed.organizations.map((organization) =>
      organization.id === "org-acme-emea" ? { ...organization, tenantApiUrl } : organization,
    );
    const client = await clientOf(await start({ seed: { organizations } }));
    const { json } = await client("GET", "/v2/tenants/org-acme-emea");
    expect(json).toMatchObject({ tenantApiUrl });
  });

  it("answers page by page until there is no next one", async () => {
    const [, client] = await crowded(120);
    const sizes: number[] = [];
    const ids = new Set<string>();
    let token: string | undefined;
    do {
      const { entries, nextPageToken } = await page(
        client,
        token === undefined ? "" : `pageToken=${token}`,
      );
      sizes.push(entries.length);
      for (const { tenantOrganizationId } of entries) ids.add(tenantOrganizationId);
      token = nextPageToken;
    } while (token !== undefined);
    expect(sizes).toEqual([50, 50, 22]);
    expect(ids.size).toBe(122);
  });

  it.each([
    ["pageSize=10", 10],
    ["pageSize=1000", 1000],
    ["pageSize=5000", 1000],
    ["search=tenant-00", 9],
    ["search=nobody", 0],
  ])("with %s has %d entries", async (query, expected) => {
    const [, client] = await crowded(1100);
    expect((await page(client, query)).entries).toHaveLength(expected);
  });

  it.each([
    ["key=name&order=asc", "org-acme-apac"],
    ["key=url&order=desc", "org-acme-emea"],
    ["order=desc", "org-acme-apac"],
  ])("with %s begins with %s", async (query, expected) => {
    const client = await clientOf(await start());
    expect((await page(client, query)).entries[0]).toMatchObject({
      tenantOrganizationId: expected,
    });
  });

  it.each([
    ["pageSize=0", "pageSize"],
    ["pageSize=many", "pageSize"],
    ["pageToken=wrong", "pageToken"],
    ["order=random", "order"],
  ])("refuses %s", async (query, field) => {
    const client = await clientOf(await start());
    const { status, json } = await client("GET", `/v2/tenants?${query}`);
    expect(status).toBe(400);
    expect(json).toMatchObject({ message: expect.stringContaining(`${field}: `) });
  });
});

describe("GET /v2/tenants/{tenantOrganizationId}", () => {
  it.each([
    ["acme-admin", "org-acme-apac", 200],
    ["acme-admin", "org-globex", 404],
    ["acme-admin", "nobody", 404],
    ["globex-admin", "org-acme-apac", 404],
    ["acme-analyst", "org-acme-apac", 403],
  ])("as %s for %s answers %d", async (clientId, tenant, expected) => {
    const client = await clientOf(await start(), clientId);
    expect(await client("GET", `/v2/tenants/${tenant}`)).toMatchObject({ status: expected });
  });
});
