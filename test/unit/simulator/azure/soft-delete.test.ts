import { describe, expect, it } from "@jest/globals";

import { createManualClock, type AdjustableClock } from "../../../../simulator/index.ts";
import { start } from "../support.ts";
import {
  ACCOUNT,
  accountBody,
  ACCOUNTS,
  azureOf,
  DELETED,
  PROVIDER,
  refusal,
  type AzureClient,
} from "./support.ts";

const HOUR = 3_600_000;

/** A client, after its account was deleted. */
async function withDeleted(clock: AdjustableClock = createManualClock()) {
  const simulator = await start({ clock });
  const azure = await azureOf(simulator);
  await azure.write("PUT", ACCOUNT, accountBody());
  const { json: keys } = await azure.call("POST", `${ACCOUNT}/listKeys`);
  await azure.write("DELETE", ACCOUNT);
  return { simulator, azure, keys };
}

const restore = (azure: AzureClient, choice = {}) =>
  azure.write("PUT", ACCOUNT, accountBody({ ...choice, properties: { restore: true } }));

describe("a deleted account", () => {
  it("can be seen", async () => {
    const { azure, simulator } = await withDeleted(createManualClock(Date.UTC(2026, 10, 1)));
    const seen = {
      id: DELETED,
      name: "sigma-ai",
      location: "eastus2",
      properties: {
        customSubDomainName: "sigma-ai-x1",
        deletionDate: "2026-11-01T00:00:00.000Z",
        scheduledPurgeDate: "2026-11-03T00:00:00.000Z",
      },
    };
    expect((await azure.call("GET", DELETED.toUpperCase())).json).toMatchObject(seen);
    expect((await azure.call("GET", `${PROVIDER}/deletedAccounts`)).json).toMatchObject({
      value: [seen],
    });
    expect(simulator.azureState()).toMatchObject({ accounts: [], deletedAccounts: [DELETED] });
  });

  it("keeps its name and its subdomain from others", async () => {
    const { azure } = await withDeleted();
    expect(await azure.call("PUT", ACCOUNT, accountBody())).toMatchObject({
      status: 409,
      json: refusal("FlagMustBeSetForRestore", "you must specify 'restore' to be 'true'"),
    });
    expect(await azure.call("PUT", `${ACCOUNTS}/other`, accountBody())).toMatchObject({
      status: 409,
      json: refusal("CustomDomainInUse"),
    });
  });

  it("comes back with its keys", async () => {
    const { azure, keys, simulator } = await withDeleted();
    const { status, json } = await restore(azure, { tags: { a: "1" } });
    expect(status).toBe(201);
    expect(json).toMatchObject({ tags: { a: "1" } });
    expect(json).not.toHaveProperty("properties.restore");
    expect((await azure.call("POST", `${ACCOUNT}/listKeys`)).json).toEqual(keys);
    expect(simulator.azureState().deletedAccounts).toEqual([]);
    expect((await restore(azure)).status).toBe(200);
  });

  it("does not come back elsewhere", async () => {
    const { azure } = await withDeleted();
    expect(await restore(azure, { location: "westus" })).toMatchObject({
      status: 409,
      json: refusal("InvalidResourceLocation"),
    });
  });

  it("is purged", async () => {
    const { azure, keys } = await withDeleted();
    expect((await azure.call("DELETE", DELETED.replace("eastus2", "westus"))).status).toBe(204);
    expect((await azure.write("DELETE", DELETED)).status).toBe(202);
    expect((await azure.call("DELETE", DELETED)).status).toBe(204);
    expect((await azure.call("GET", DELETED)).status).toBe(404);
    expect((await azure.write("PUT", ACCOUNT, accountBody())).status).toBe(201);
    expect((await azure.call("POST", `${ACCOUNT}/listKeys`)).json).not.toEqual(keys);
  });

  it("is purged by itself after 48 hours", async () => {
    const clock = createManualClock();
    const { simulator } = await withDeleted(clock);
    clock.advance(48 * HOUR - 1);
    const status = async () =>
      (await (await azureOf(simulator)).call("PUT", ACCOUNT, accountBody())).status;
    expect(await status()).toBe(409);
    clock.advance(1);
    expect(await status()).toBe(201);
  });
});
