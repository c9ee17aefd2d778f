import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { ERROR_CODES } from "../../../provider/integration/error-codes.ts";

const codes = Object.entries(ERROR_CODES);

/** The sources that can throw: all of provider but the table itself. */
function sources(): string {
  const root = join(import.meta.dirname, "../../../provider");
  return readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.endsWith("error-codes.ts"))
    .map((file) => readFileSync(join(root, file), "utf8"))
    .join("\n");
}

describe("every code", () => {
  it.each(codes)("%s has a summary, a meaning and a cure", (code, { summary, meaning, cure }) => {
    expect(code).toMatch(/^[A-Z]+(?:_[A-Z]+)*$/);
    expect(summary).toMatch(/^[A-Z][^.]{5,60}$/);
    expect(meaning).toMatch(/^[A-Z].{20,}\.$/);
    expect(cure).toMatch(/^[A-Z].{8,}\.$/);
  });

  it.each(codes)(
    "%s promises in its cure nothing that a front end would have to spell",
    (_, texts) => {
      // The cure goes into documents as it stands, so a field in braces would stay in braces there.
      expect(Object.values(texts).join()).not.toMatch(/[{}]/);
    },
  );

  it("has a summary of its own", () => {
    expect(new Set(codes.map(([, { summary }]) => summary)).size).toBe(codes.length);
  });

  it("is used", () => {
    const text = sources();
    expect(codes.map(([code]) => code).filter((code) => !text.includes(`"${code}"`))).toEqual([]);
  });
});
