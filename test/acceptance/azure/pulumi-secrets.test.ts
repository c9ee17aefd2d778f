import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "@jest/globals";
import { describeWithEngine } from "../../support/engine/requirement.ts";
import { filesBelow, sweep } from "../../support/sweep.ts";
import { azureProgram, startAzureStack } from "./support/pulumi-azure-stack.ts";

/** What Pulumi's own SDK tells its debug log about the answer of every function, whoever it is for. */
const SDK_DEBUG_LINE = /"prefix":"debug: ".*Invoke RPC finished/;

await describeWithEngine("AzureOpenAiForSigma leaves no key anywhere", (engine) => {
  it("in state, history, events, previews and what is printed", async () => {
    const exported = "export const { integration, endpointUrl, accountName } = azure;";
    const program = (inputs: string): string => `${azureProgram({ inputs })}\n${exported}`;
    await using stack = await startAzureStack(engine, { program: program("key: 1,") });
    const { pulumi, folder } = stack.project;
    const eventFile = join(folder, "events.json");
    // The engine hides the option for a log of its events, unless it is told so.
    const hidden = { PULUMI_DEBUG_COMMANDS: "true" };
    const runs = [
      await pulumi(["up", "--yes", "--diff", "--event-log", eventFile], hidden),
      await pulumi(["preview", "--json", "--refresh"]),
      await pulumi(["stack", "output", "--json"]),
    ];
    await stack.program(program("key: 2,"));
    runs.push(
      await pulumi(["up", "--yes", "--diff"]),
      await pulumi(["stack", "history", "--json"]),
      await pulumi(["stack", "export"]),
    );
    expect(runs.map(({ code }) => code)).toEqual(runs.map(() => 0));
    const keys = await stack.keys();
    expect(keys).toHaveLength(2);
    runs.push(await stack.destroy());

    const events = (await readFile(eventFile, "utf8")).split("\n");
    const searched = [
      ...(await filesBelow(folder, [eventFile])),
      { place: "events", text: events.filter((line) => !SDK_DEBUG_LINE.test(line)).join("\n") },
      ...runs.map(({ output }, index) => ({ place: `output ${index + 1}`, text: output })),
    ];
    expect(sweep(keys, searched)).toEqual([]);
    expect(searched.length).toBeGreaterThan(runs.length + 5);
    expect(runs[0]?.output).toMatch(/apiKey\s*: \[secret\]/);
    expect(events.length).toBeGreaterThan(10);
  });
});
