import { describe, expect, it } from "@jest/globals";

import { digest } from "../../../../simulator/index.ts";
import { start } from "../support.ts";
import { ACCOUNT, accountBody, ACCOUNTS, azureOf, refusal } from "./support.ts";

interface Keys {
  readonly key1: string;
  readonly key2: string;
}

describe("the keys of an account", () => {
  it("are two, its own, and stay", async () => {
    const simulator = await start();
    const azure = await azureOf(simulator);
    const list = async (path: string) =>
      (await azure.call("POST", `${path}/listKeys`)).json as Keys;
    await azure.write("PUT", ACCOUNT, accountBody());
    await azure.write("PUT", `${ACCOUNTS}/other`, { ...accountBody(), properties: {} });
    const keys = await list(ACCOUNT);
    const others = await list(`${ACCOUNTS}/other`);
    expect(new Set([...Object.values(keys), ...Object.values(others)]).size).toBe(4);
    expect(keys).toEqual({
      key1: expect.stringMatching(/^sim-azure-/),
      key2: expect.stringMatching(/^sim-azure-/),
    });
    await azure.write("PUT", ACCOUNT, accountBody({ kind: "AIServices" }));
    expect(await list(ACCOUNT)).toEqual(keys);
    expect(simulator.azureState().accounts[0]?.keyDigests).toEqual({
      key1: digest(keys.key1),
      key2: digest(keys.key2),
    });
  });

  it.each([
    ["Key1", false, true],
    ["Key2", true, false],
  ])("are made anew one at a time: %s", async (keyName, keeps1, keeps2) => {
    const azure = await azureOf(await start());
    await azure.write("PUT", ACCOUNT, accountBody());
    const before = (await azure.call("POST", `${ACCOUNT}/listKeys`)).json as Keys;
    const { json } = await azure.call("POST", `${ACCOUNT}/regenerateKey`, { keyName });
    const after = json as Keys;
    expect([after.key1 === before.key1, after.key2 === before.key2]).toEqual([keeps1, keeps2]);
    expect((await azure.call("POST", `${ACCOUNT}/listKeys`)).json).toEqual(after);
  });

  it.each<[string, unknown]>([
    ["listKeys", undefined],
    ["regenerateKey", { keyName: "Key1" }],
  ])("are refused where key authentication is off: %s", async (action, body) => {
    const azure = await azureOf(await start());
    await azure.write("PUT", ACCOUNT, accountBody({ properties: { disableLocalAuth: true } }));
    expect(await azure.call("POST", `${ACCOUNT}/${action}`, body)).toMatchObject({
      status: 400,
      json: refusal("BadRequest", "disableLocalAuth is set to be true"),
    });
  });

  it("are not made anew under another name", async () => {
    const azure = await azureOf(await start());
    await azure.write("PUT", ACCOUNT, accountBody());
    const answer = await azure.call("POST", `${ACCOUNT}/regenerateKey`, { keyName: "Key3" });
    expect(answer).toMatchObject({
      status: 400,
      json: refusal("InvalidRequestContent", "keyName"),
    });
  });

  it.each(["PUT", "PATCH"])("are turned off by a policy, whatever a %s says", async (method) => {
    const simulator = await start();
    const azure = await azureOf(simulator);
    await azure.write("PUT", ACCOUNT, accountBody());
    simulator.setAzureSettings({ disableLocalAuthByPolicy: true });
    expect((await azure.call("POST", `${ACCOUNT}/listKeys`)).status).toBe(200);
    const { status, json } = await azure.write(
      method,
      ACCOUNT,
      accountBody({ properties: { disableLocalAuth: false } }),
    );
    expect(status).toBe(200);
    expect(json).toMatchObject({ properties: { disableLocalAuth: true } });
    expect((await azure.call("POST", `${ACCOUNT}/listKeys`)).status).toBe(400);
  });
});
