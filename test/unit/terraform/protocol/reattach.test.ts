import { describe, expect, it } from "@jest/globals";
import { existsSync } from "node:fs";
import { startProvider } from "../../../../provider/terraform/protocol/reattach.ts";
import { connect } from "./support/client.ts";

describe("startProvider", () => {
  it("tells engines how to use a provider of this process", async () => {
    await using provider = await startProvider({});
    const text = provider.reattachConfig([
      "registry.terraform.io/a/b",
      "registry.opentofu.org/a/b",
    ]);
    const server = {
      Protocol: "grpc",
      ProtocolVersion: 6,
      Pid: process.pid,
      Test: true,
      Addr: { Network: "unix", String: provider.address },
    };
    expect(JSON.parse(text)).toEqual({
      "registry.terraform.io/a/b": server,
      "registry.opentofu.org/a/b": server,
    });
    expect(JSON.parse(provider.reattachConfig(["x/y/z"], 7))).toMatchObject({
      "x/y/z": { Pid: 7 },
    });
  });

  it("ends open connections when it is closed, and removes the socket", async () => {
    const provider = await startProvider({ configureProvider: async () => ({}) });
    const client = connect(provider);
    await client.unary("/tfplugin6.Provider/ConfigureProvider");
    expect(existsSync(provider.address)).toBe(true);
    await provider.close();
    expect(existsSync(provider.address)).toBe(false);
    client.close();
  });
});
