import { join } from "node:path";
import { expect, it } from "@jest/globals";
import { defaultSeed, type SeedOverride } from "../../../simulator/index.ts";
import { obtainPulumiYaml } from "../../support/engine/pulumi-yaml.ts";
import { describeWithEngine } from "../../support/engine/requirement.ts";
import { filesBelow, sweep } from "../../support/sweep.ts";
import { startYamlStack } from "./support/yaml-stack.ts";

/** A secret with characters that URLs, JSON and base64 write in another way. */
const sentinel = (name: string): string => `sk-SENTINEL/${name}+"\\%&=1234`;

const KEYS = ["one", "two"].map(sentinel);
const CLIENT_SECRET = sentinel("client");
const REFUSED = sentinel("refused");
const SECRETS = [...KEYS, CLIENT_SECRET, REFUSED, "sim-access-"];

/** What Pulumi's own engine writes to a debug log about every call, with the values of any resource's secrets. */
const ENGINE_DEBUG_LINE = /arshaling property for RPC|RPC finished/;

/** What a program gives, and whether the state has the key then. None has a key in its text. */
const spellings = [
  { name: "of the configuration", openai: "{ apiKey: '${vendorKey}' }", hasKey: true },
  {
    name: "of the configuration, in a block that is secret as a whole",
    openai: "{ fn::secret: { apiKey: '${vendorKey}' } }",
    hasKey: true,
  },
  { name: "a variable by reference", openai: "{ apiKey: { fromEnv: KEY } }", hasKey: false },
];

const CONFIG = "config: { vendorKey: { type: string, secret: true } }\n";

const program = (openai: string, hasKey: boolean): string => `${hasKey ? CONFIG : ""}resources:
  ai:
    type: sigma:ExternalAiIntegration
    properties:
      openai: ${openai}
`;

await describeWithEngine(
  "no secret is left anywhere by the plugin",
  (engine) => {
    it.each(spellings)("the key is $name", async ({ openai, hasKey }) => {
      await using stack = await startYamlStack(engine, {
        program: program(openai, hasKey),
        // The log of events is an option for developers.
        env: {
          SIGMA_CLIENT_SECRET: hasKey ? "" : CLIENT_SECRET,
          PULUMI_DEBUG_COMMANDS: "1",
        },
        seed: seed(),
      });
      const { project } = stack;
      const set = (name: string, value: string) =>
        project.pulumi(["config", "set", "--secret", name, value]);
      const withKey = async (key = ""): Promise<Record<string, string>> => {
        if (hasKey) await set("program:vendorKey", key);
        return { KEY: key };
      };
      if (hasKey) await set("sigma:clientSecret", CLIENT_SECRET);
      const added = await withKey(KEYS[0]);
      const events = join(project.folder, "events.json");
      const runs = [
        await project.pulumi(["up", "--yes", "--diff", "--event-log", events], added),
        await project.pulumi(["preview", "--json", "--refresh"], added),
        await stack.up(await withKey(REFUSED)),
      ];
      const rotated = await withKey(KEYS[1]);
      const verbose = await stack.up(rotated, "--logtostderr", "-v=11");
      runs.push(
        { ...verbose, stderr: "", output: verbose.stdout },
        await project.pulumi(["stack", "history", "--json"], rotated),
        await stack.destroy(rotated),
      );
      expect(runs.map(({ code }) => code === 0)).toEqual([true, true, false, true, true, true]);

      const searched = [
        ...(await filesBelow(project.folder)),
        ...runs.map(({ output }, index) => ({ place: `output ${index + 1}`, text: output })),
        { place: "debug log", text: hasKey ? withoutEngineLines(verbose.stderr) : verbose.stderr },
      ];
      expect(sweep(SECRETS, searched)).toEqual([]);
      expect(searched.length).toBeGreaterThan(runs.length + 5);
      const states = await filesBelow(join(project.folder, "state"));
      const isEncrypted = states.some(({ text }) => /"openai":\s*\{[^}]*"ciphertext"/s.test(text));
      expect(isEncrypted).toBe(hasKey);
    });
  },
  obtainPulumiYaml,
);

function withoutEngineLines(log: string): string {
  return log
    .split("\n")
    .filter((line) => !ENGINE_DEBUG_LINE.test(line))
    .join("\n");
}

/** A Sigma and vendors that take these secrets. */
function seed(): SeedOverride {
  const vendor = { keys: KEYS.map((key) => ({ key })) };
  return {
    credentials: [{ clientId: "acme-admin", clientSecret: CLIENT_SECRET, userId: "user-ada" }],
    vendors: { ...defaultSeed.vendors, openai: vendor },
  };
}
