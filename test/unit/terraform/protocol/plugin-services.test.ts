import { status } from "@grpc/grpc-js";
import { describe, expect, it } from "@jest/globals";
import { once } from "node:events";
import { serveProvider } from "./support/provider.ts";

describe("the services of every plugin", () => {
  it("answer that the plugin is well", async () => {
    const { unary } = await serveProvider({});
    await expect(unary("/grpc.health.v1.Health/Check")).resolves.toEqual(Buffer.of(0x08, 1));
  });

  it("hold the stream of outputs open", async () => {
    const { open, unary } = await serveProvider({});
    const call = open("/plugin.GRPCStdio/StreamStdio");
    await once(call, "metadata");
    await unary("/grpc.health.v1.Health/Check");
    call.cancel();
    const [error] = await once(call, "error");
    expect(error).toMatchObject({ code: status.CANCELLED });
  });

  it("hold the broker open, also when the client has said all", async () => {
    const { openBoth, unary } = await serveProvider({});
    const call = openBoth("/plugin.GRPCBroker/StartStream");
    call.write(Buffer.of(0x08, 1));
    await once(call, "metadata");
    call.end();
    await unary("/grpc.health.v1.Health/Check");
    call.cancel();
    const [error] = await once(call, "error");
    expect(error).toMatchObject({ code: status.CANCELLED });
  });

  it("answer a shutdown, which ends nothing in a process that goes on", async () => {
    const { unary } = await serveProvider({ configureProvider: async () => ({}) });
    await expect(unary("/plugin.GRPCController/Shutdown")).resolves.toHaveLength(0);
    await expect(unary("/tfplugin6.Provider/ConfigureProvider")).resolves.toHaveLength(0);
  });
});
