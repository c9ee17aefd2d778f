import { join } from "node:path";
import { expect, it } from "@jest/globals";
import { sweep, type Finding } from "../../support/sweep.ts";
import { describeWithAzapi, startAzapiStack } from "./support/azapi.ts";
import { ALLOWED, filesOf } from "./support/chain.ts";

await describeWithAzapi(
  "examples/terraform/azure",
  (engine) => {
    it("the key stands in the state as azapi's output, and nowhere else", async () => {
      await using stack = await startAzapiStack(engine, "azure");
      const runs = [
        await stack.plan(ALLOWED, "-out=first"),
        await stack.run(["apply", "first"], ALLOWED),
        await stack.plan(ALLOWED, "-out=second"),
        await stack.apply({ ...ALLOWED, key: 2 }),
        await stack.plan({ ...ALLOWED, key: 2 }),
      ];
      expect(runs.map(({ code }) => code)).toEqual([2, 0, 0, 0, 0]);
      const { key1, key2 } = await stack.arm.keys(await stack.accountName());
      const outputs = runs.map(({ output }, index) => ({ place: `output ${index}`, text: output }));
      const searched = [...outputs, ...(await filesOf(stack.project, "azure"))];
      const at = (place: string): string => join(stack.project.folder, "azure", place);
      expect(placesOf(sweep([key1], searched))).toEqual([
        at("second: tfstate"),
        at("second: tfstate-prev"),
        at("terraform.tfstate.backup"),
      ]);
      expect(placesOf(sweep([key2], searched))).toEqual([at("terraform.tfstate")]);
      const env = {
        TF_VAR_sigma_addresses: JSON.stringify(ALLOWED.sigma_addresses),
        TF_LOG: "DEBUG",
      };
      const { stderr } = await stack.project.run(["-chdir=azure", "plan"], { env });
      expect(stderr).toContain(key1);
      expect(stderr).toContain(key2);
      // In each of them it is azapi's: what other resources have recorded is free of it.
      const states = searched.filter(({ place }) => /tfstate(?:-prev|\.backup)?$/.test(place));
      const others = states.map(({ place, text }) => ({ place, text: withoutActions(text) }));
      expect(sweep([key1, key2], others)).toEqual([]);
    });
  },
  ["terraform"],
);

function placesOf(findings: readonly Finding[]): string[] {
  return [...new Set(findings.map(({ place }) => place))].sort();
}

/** A state without what azapi's actions have answered. */
function withoutActions(text: string): string {
  const { resources, ...rest }: { resources: { type: string }[] } = JSON.parse(text);
  return JSON.stringify({
    ...rest,
    resources: resources.filter(({ type }) => type !== "azapi_resource_action"),
  });
}
