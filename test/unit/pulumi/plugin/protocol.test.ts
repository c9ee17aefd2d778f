import { status } from "@grpc/grpc-js";
import { describe, expect, it } from "@jest/globals";
import {
  emptyMessages,
  pluginMessages,
  providerMessages,
} from "../../../../provider/pulumi/plugin/messages.ts";
import { VERSION } from "../../../../provider/runtime/version.ts";
import { RPC, startPlugin, type PluginProcess } from "./support/plugin.ts";

const {
  CallRequest,
  ConfigureRequest,
  ConstructRequest,
  GetMappingRequest,
  GetMappingsRequest,
  GetSchemaRequest,
  ParameterizeRequest,
  ProviderHandshakeRequest,
} = providerMessages;

describe("what the plugin tells of itself", () => {
  it("agrees in the handshake that secrets stay marked", async () => {
    const { call } = await startPlugin();
    const request = new ProviderHandshakeRequest();
    request.setEngineAddress("127.0.0.1:1");
    const response = await call(RPC.handshake, request);
    expect(response.toObject()).toMatchObject({
      acceptSecrets: true,
      acceptResources: false,
      acceptOutputs: false,
    });
  });

  it("says the same to an engine without a handshake, and that previews may ask it", async () => {
    const { call } = await startPlugin();
    const response = await call(RPC.configure, new ConfigureRequest());
    expect(response.toObject()).toMatchObject({ acceptsecrets: true, supportspreview: true });
  });

  it("tells its version", async () => {
    const { call } = await startPlugin();
    const info = await call(RPC.getPluginInfo, new emptyMessages.Empty());
    expect(info.getVersion()).toBe(VERSION);
  });

  it("has a schema of the same version, in JSON", async () => {
    const { call } = await startPlugin();
    const response = await call(RPC.getSchema, new GetSchemaRequest());
    const schema: unknown = JSON.parse(response.getSchema());
    expect(schema).toMatchObject({
      name: "sigma",
      version: VERSION,
      resources: { "sigma:index:ExternalAiIntegration": expect.anything() },
      functions: {
        "sigma:index:getExternalAiIntegration": expect.anything(),
        "sigma:index:getTenants": expect.anything(),
      },
    });
  });

  it("takes note of the engine that it is attached to", async () => {
    const engines: string[] = [];
    const { call } = await startPlugin({ attach: (engine) => void engines.push(engine) });
    const request = new pluginMessages.PluginAttach();
    request.setAddress("127.0.0.1:4321");
    await call(RPC.attach, request);
    expect(engines).toEqual(["127.0.0.1:4321"]);
  });
});

it.each<[string, (plugin: PluginProcess) => Promise<unknown>]>([
  ["construct", ({ call }) => call(RPC.construct, new ConstructRequest())],
  ["call", ({ call }) => call(RPC.call, new CallRequest())],
  ["parameterize", ({ call }) => call(RPC.parameterize, new ParameterizeRequest())],
  ["getMapping", ({ call }) => call(RPC.getMapping, new GetMappingRequest())],
  ["getMappings", ({ call }) => call(RPC.getMappings, new GetMappingsRequest())],
])("does not implement %s, and says so", async (_, ask) => {
  await expect(ask(await startPlugin())).rejects.toMatchObject({ code: status.UNIMPLEMENTED });
});
