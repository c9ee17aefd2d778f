import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "@jest/globals";
import { describeWithTerraform } from "../../support/engine/requirement.ts";
import { startInstalled } from "./support/stacks.ts";

/** What every engine shows. Lists and identities are shown by those that have them. */
const ALWAYS = ["data_source_schemas", "functions", "provider", "resource_schemas"];

await describeWithTerraform("the provider's schema", (engine) => {
  it("is what the engine reads from the installed provider", async () => {
    await using stack = await startInstalled(engine, { config: "" });
    const { code, stdout } = await stack.project.run(["providers", "schema", "-json"]);
    expect(code).toBe(0);
    const { provider_schemas: schemas } = parsed(stdout);
    const shown = new Map(Object.entries(schemas[`${engine.registry}/sigma-iac/sigma`] ?? {}));
    const file = join(import.meta.dirname, "../../../schema/terraform-provider.json");
    const written = new Map(Object.entries(JSON.parse(plain(await readFile(file, "utf8")))));

    expect([...written.keys()]).toEqual(expect.arrayContaining([...shown.keys()]));
    expect([...shown.keys()]).toEqual(expect.arrayContaining(ALWAYS));
    for (const [name, schema] of shown)
      expect({ [name]: schema }).toEqual({ [name]: written.get(name) });
  });
});

function parsed(text: string): { provider_schemas: Record<string, object> } {
  return JSON.parse(plain(text));
}

/** Without the kind of descriptions, which the engine adds where there is no description at all. */
function plain(json: string): string {
  return JSON.stringify(JSON.parse(json), (key, value: unknown) =>
    key === "description_kind" ? undefined : value,
  );
}
