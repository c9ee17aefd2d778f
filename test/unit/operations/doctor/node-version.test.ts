import { expect, it } from "@jest/globals";
import packageJson from "../../../../package.json" with { type: "json" };
import { nodeFinding } from "../../../../provider/operations/doctor/node-version.ts";
import { OLDEST_NODE } from "../../../../provider/runtime/node-version.ts";

it.each([
  ["24.21.0", "ok"],
  ["22.19.0", "ok"],
  ["22.18.9", "problem"],
  ["20.19.0", "problem"],
])("Node.js %s is %s", (version, level) => {
  expect(nodeFinding(version)).toMatchObject({ level, facts: { version } });
});

it("the oldest Node.js is the one that the package asks for", () => {
  expect(packageJson.engines.node).toBe(`>=${OLDEST_NODE.join(".")}.0`);
});
