import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import { AI_CONFIGS, azureConfig, clientOf, start } from "./support.ts";

let folder = "";

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "simulator-state-"));
});
afterEach(() => rm(folder, { recursive: true }));

describe("the state file", () => {
  it("carries integrations, revisions and the audit log over a restart", async () => {
    const stateFile = join(folder, "state.json");
    const first = await start({ stateFile });
    const client = await clientOf(first);
    await client("POST", AI_CONFIGS, { provider: "openAI", apiKey: "sim-openai-key-1" });
    await client("POST", AI_CONFIGS, azureConfig());
    await first.saveOutside("org-globex", {
      config: { provider: "gemini", apiKey: "sim-gemini-key-1" },
    });
    first.removeOutside("org-globex");
    await first.close();

    const second = await start({ stateFile });
    expect(second.audit).toEqual(first.audit);
    for (const id of ["org-acme", "org-globex", "org-acme-emea"]) {
      expect(second.state(id)).toEqual(first.state(id));
    }
    const again = await clientOf(second);
    expect((await again("POST", AI_CONFIGS, azureConfig())).json).toMatchObject({ revision: 3 });
    expect(second.audit.at(-1)).toMatchObject({ id: "audit-5" });
  });

  it("holds no key, and leaves no other file behind", async () => {
    const stateFile = join(folder, "state.json");
    const client = await clientOf(await start({ stateFile }));
    await client("POST", AI_CONFIGS, azureConfig());
    const content = await readFile(stateFile, "utf8");
    expect(content).toContain("azureOpenAI");
    expect(content).not.toContain("sim-contoso-key");
    expect(await readdir(folder)).toEqual(["state.json"]);
  });

  it("is emptied by a reset", async () => {
    const stateFile = join(folder, "state.json");
    const simulator = await start({ stateFile });
    await (
      await clientOf(simulator)
    )("POST", AI_CONFIGS, azureConfig());
    simulator.reset();
    expect(JSON.parse(await readFile(stateFile, "utf8"))).toEqual({
      version: 1,
      organizations: {},
      audit: [],
    });
  });

  it.each([
    [
      "not JSON",
      "{",
      /^the state file "[^"]+state.json" is not JSON\. Name another file, or delete/,
    ],
    ["empty", "", /is not JSON\./],
    [
      "another version",
      '{"version":2}',
      /is not a state of the simulator \(version: .*\)\. Name another file, or delete/,
    ],
    [
      "another shape",
      '{"version":1,"audit":[],"organizations":{"a":{"revision":"1","integration":null}}}',
      /\(organizations\.a\.revision: /,
    ],
  ])("is refused if it is %s", async (_, content, message) => {
    const stateFile = join(folder, "state.json");
    await writeFile(stateFile, content);
    await expect(start({ stateFile })).rejects.toThrow(message);
    expect(await readFile(stateFile, "utf8")).toBe(content);
  });

  it("must be writable from the beginning", async () => {
    const stateFile = join(folder, "missing", "state.json");
    await expect(start({ stateFile })).rejects.toMatchObject({ code: "ENOENT" });
  });
});
