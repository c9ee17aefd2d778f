import { describe, expect, it } from "@jest/globals";
import { driftJunit } from "../../../../provider/operations/reports/junit.ts";
import { FINDINGS, reportOf } from "./support/reports.ts";

/** What each element may stand in, and what attributes it needs. */
const SHAPE: Readonly<Record<string, { within: string; needs: readonly string[] }>> = {
  testsuites: { within: "", needs: ["name", "tests", "failures", "errors", "time"] },
  testsuite: {
    within: "testsuites",
    needs: ["name", "tests", "failures", "errors", "skipped", "time", "timestamp"],
  },
  properties: { within: "testsuite", needs: [] },
  property: { within: "properties", needs: ["name", "value"] },
  testcase: { within: "testsuite", needs: ["name", "classname", "time"] },
  failure: { within: "testcase", needs: ["message", "type"] },
  error: { within: "testcase", needs: ["message", "type"] },
  "system-out": { within: "testcase", needs: [] },
};

const ELEMENT = /<(\/?)([\w-]+)((?: \w+="[^"<]*")*)(\/?)>/g;
const ENTITY = /&(?:amp|lt|gt|quot|#39);/g;

/** The elements by their names, in order. Fails where the text is not well formed, or not of JUnit's shape. */
function elementsOf(xml: string): { name: string; attributes: Record<string, string> }[] {
  const open: string[] = [];
  const faults: string[] = [];
  const found: { name: string; attributes: Record<string, string> }[] = [];
  for (const [, closes, name = "", list = "", ends] of xml.matchAll(ELEMENT)) {
    if (closes === "/") {
      if (open.pop() !== name) faults.push(`</${name}>`);
      continue;
    }
    const pairs = [...list.matchAll(/ (\w+)="([^"]*)"/g)];
    const attributes = Object.fromEntries(pairs.map(([, key = "", value = ""]) => [key, value]));
    const shape = SHAPE[name];
    if (shape?.within !== (open.at(-1) ?? "")) faults.push(`<${name}> in <${open.at(-1)}>`);
    if (Object.keys(attributes).join() !== shape?.needs.join()) faults.push(`${name}${list}`);
    found.push({ name, attributes });
    if (ends !== "/") open.push(name);
  }
  const rest = xml.replace(/^<\?xml version="1.0" encoding="UTF-8"\?>\n/, "").replace(ELEMENT, "");
  expect([open, faults]).toEqual([[], []]);
  expect(rest.replace(ENTITY, "")).not.toMatch(/[<&]/);
  expect(xml.replace(ENTITY, "")).not.toContain("&");
  return found;
}

describe("JUnit", () => {
  it("a suite for each project, a test for each integration", () => {
    const elements = elementsOf(driftJunit(reportOf()));
    expect(
      elements.map(({ name, attributes }) => [name, attributes["name"] ?? attributes["type"]]),
    ).toEqual([
      ["testsuites", "sigma-external-ai drift"],
      ["testsuite", "infra/tenants"],
      ["testcase", "module.x.ai[&quot;a&quot;]"],
      ["system-out", undefined],
      ["testcase", "b"],
      ["error", "unreadable"],
      ["testsuite", "infra/prod (dev)"],
      ["testcase", "ai"],
      ["failure", "drifted"],
      ["testcase", "north"],
      ["failure", "missing"],
      ["testsuite", "infra/none"],
      ["testcase", "the project"],
      ["error", "error"],
    ]);
    expect(elements[0]?.attributes).toMatchObject({ tests: "5", failures: "2", errors: "2" });
  });

  it("says that it is a part, and takes out what XML does not allow", () => {
    const finding = { ...FINDINGS.missing, reason: "gone\u0000\u001B[31m \uD800" };
    const xml = driftJunit(reportOf([finding], { partial: true }));
    expect(elementsOf(xml).map(({ name }) => name)).toContain("property");
    expect(xml).toContain('<property name="partial" value="true"/>');
    expect(xml.replaceAll("\n", "")).not.toMatch(/\p{Cc}|\p{Cs}/u);
  });

  it("no project", () => {
    expect(elementsOf(driftJunit(reportOf([])))).toHaveLength(1);
  });
});
