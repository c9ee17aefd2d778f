import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { oneProcess, processEach, sharded, tables } from "./support/arithmetic.ts";

const page = await readFile(join(import.meta.dirname, "../../../docs/scale.md"), "utf8");

describe("the page about many organizations", () => {
  it.each(tables())("has the table as it is computed\n%s", (table) => {
    expect(page).toContain(table);
  });
});

describe("the arithmetic", () => {
  it.each([
    ["one organization", oneProcess(1), { tokens: 1, requests: 4, floor: 0 }],
    ["ten", oneProcess(10), { tokens: 10, requests: 22, floor: 9 }],
    ["as many tenants as a page has", oneProcess(501).requests, 1004],
    ["one tenant more", oneProcess(502).requests, 1007],
    ["a process for each tenant", processEach(10), { tokens: 20, requests: 40, floor: 19 }],
    ["two shards", sharded(21, 2), { tokens: 22, requests: 47, floor: 10 }],
  ])("of %s", (_, cost, expected) => {
    expect(cost).toEqual(expected);
  });
});
