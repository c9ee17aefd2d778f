import { createServer, type Socket } from "node:net";
import { once } from "node:events";
import { describe, expect, it } from "@jest/globals";
import { createEngineLog } from "../../../../provider/pulumi/plugin/engine-log.ts";
import { pluginMessages } from "../../../../provider/pulumi/plugin/messages.ts";
import { asSecret } from "../../../../provider/pulumi/wire.ts";
import { closeAfterTest } from "../../sigma/support/cleanup.ts";
import { azure, gemini, KEYS, openai } from "./support/configs.ts";
import { startEngine, type EngineServer } from "./support/engine.ts";
import { RPC, startPlugin, type PluginProcess } from "./support/plugin.ts";
import { URN } from "./support/requests.ts";
import { environment, simulate } from "./support/simulated.ts";

/** Another resource of the same program. */
const TENANT = gemini({ tenant: "org-acme-emea" });

/** A plugin that says what it has to say to an engine. */
async function pluginOf(
  engine: string | undefined,
  env: Record<string, string> = {},
  limit?: number,
): Promise<{ plugin: PluginProcess; printed: string[] }> {
  const printed: string[] = [];
  const print = (line: string): void => void printed.push(line);
  const { log, attach, flush } = createEngineLog(engine, print, limit);
  return { plugin: await startPlugin({ env, log, attach, flush }), printed };
}

/** How each line starts. */
const starts = ({ lines }: EngineServer, length: number): string[] =>
  lines.map((line) => line.slice(0, length));

describe("what the plugin says", () => {
  it("has arrived with severity and resource before the answer does", async () => {
    const engine = await startEngine();
    const { plugin, printed } = await pluginOf(engine.address);
    await plugin.create(TENANT, { preview: true });
    expect(engine.lines).toEqual([
      expect.stringMatching(/^INFO org-acme-emea: adding Gemini turns AI on/),
      expect.stringMatching(/^INFO .*Gemini is a beta feature/),
    ]);
    expect(engine.urns).toEqual([URN, URN]);
    expect(printed).toEqual([]);
  });

  it("has arrived before an error does", async () => {
    const simulator = await simulate();
    simulator.fault({
      method: "POST",
      path: "/v2/organizations/settings/aiConfigs",
      effect: { kind: "status", status: 400 },
    });
    const engine = await startEngine();
    const { plugin } = await pluginOf(engine.address, environment(simulator.url));
    await expect(plugin.create(openai())).rejects.toThrow("SAVE_REFUSED");
    expect(starts(engine, 26)).toEqual(["INFO org-acme: adding Open"]);
  });

  it("is a debug line where the diff of the fields shows it, and keeps its order", async () => {
    const simulator = await simulate();
    const env = environment(simulator.url);
    const recorded = await (await startPlugin({ env })).settle(azure());
    const engine = await startEngine();
    const { plugin } = await pluginOf(engine.address, env);
    await plugin.diff(recorded, azure({ languageModel: { deploymentId: "gpt-51" } }));
    await plugin.diff(recorded, gemini());
    expect(engine.lines).toEqual([
      expect.stringMatching(
        /^DEBUG org-acme: azureOpenai\.languageModel\.deploymentId: .+ changes from/,
      ),
      expect.stringMatching(/^DEBUG org-acme: gemini: vendor changes from/),
      expect.stringMatching(/^WARNING org-acme: the vendor changes from Azure OpenAI to Gemini/),
      expect.stringMatching(/^INFO .*Gemini is a beta feature/),
    ]);
  });

  it("is said once for a resource, however often the engine asks", async () => {
    const simulator = await simulate();
    const env = environment(simulator.url);
    const recorded = await (await startPlugin({ env })).settle(openai());
    await simulator.saveOutside("org-acme", { config: { provider: "openAI", apiKey: "by-hand" } });
    const engine = await startEngine();
    const { plugin } = await pluginOf(engine.address, env);
    const live = await plugin.read(recorded);
    const other = URN.replace(/ai$/, "other");
    for (const urn of [URN, URN, other]) await plugin.diff(live, openai(), { urn });
    await plugin.update(live, openai(), { preview: true });
    expect(starts(engine, 40)).toEqual([
      "WARNING org-acme: openai.apiKey: credent",
      "WARNING org-acme: openai.apiKey: credent",
    ]);
    expect(engine.urns).toEqual([URN, other]);
  });

  it("tells what a removal has done, and no key", async () => {
    const simulator = await simulate();
    const env = environment(simulator.url);
    const recorded = await (await startPlugin({ env })).settle(openai());
    const engine = await startEngine();
    const [first, second] = [
      await pluginOf(engine.address, env),
      await pluginOf(engine.address, env),
    ];
    const updated = await first.plugin.update(recorded, openai({}, asSecret(KEYS.openaiNew)));
    await second.plugin.remove(updated);
    const text = engine.lines.join("\n");
    expect(text).toContain("AI is off for the whole organization");
    for (const key of Object.values(KEYS)) expect(text).not.toContain(key);
  });
});

describe("a plugin without an engine", () => {
  it("prints what it has to say, until it is attached to one", async () => {
    const engine = await startEngine();
    const { plugin, printed } = await pluginOf(undefined);
    await plugin.create(openai(), { preview: true });
    const request = new pluginMessages.PluginAttach();
    request.setAddress(engine.address);
    await plugin.call(RPC.attach, request);
    await plugin.create(TENANT, { preview: true });
    expect(printed).toEqual([expect.stringMatching(/^adding OpenAI turns AI on/)]);
    expect(starts(engine, 33)).toEqual([
      "INFO org-acme-emea: adding Gemini",
      "INFO org-acme-emea: Gemini is a b",
    ]);
  });

  it.each(["127.0.0.1:1", "no address", ""])(
    "is not held up by an engine at %j",
    async (engine) => {
      const { plugin } = await pluginOf(engine);
      expect(await plugin.create(TENANT, { preview: true })).toMatchObject({ id: "" });
      expect((await plugin.check(openai())).failures).toEqual([]);
    },
  );

  it("goes on when the engine is gone in the middle", async () => {
    const engine = await startEngine();
    const { plugin } = await pluginOf(engine.address);
    await plugin.create(openai(), { preview: true });
    engine.close();
    expect(await plugin.create(TENANT, { preview: true })).toMatchObject({ id: "" });
    expect(engine.lines).toHaveLength(1);
  });

  it("is not held up by one that takes the line and never answers", async () => {
    const sockets: Socket[] = [];
    const server = createServer((socket) => void sockets.push(socket)).listen(0, "127.0.0.1");
    await once(server, "listening");
    closeAfterTest(() => {
      server.close();
      for (const socket of sockets) socket.destroy();
    });
    const address = server.address();
    const port = typeof address === "object" ? address?.port : undefined;
    const { plugin } = await pluginOf(`127.0.0.1:${port}`, {}, 100);
    expect(await plugin.create(openai(), { preview: true })).toMatchObject({ id: "" });
  });
});
