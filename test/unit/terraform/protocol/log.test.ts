import { describe, expect, it } from "@jest/globals";
import { logLine } from "../../../../provider/terraform/protocol/log.ts";

describe("logLine", () => {
  const now = new Date("2026-11-26T04:05:06.789Z");

  it("is one line of JSON in hclog's form", () => {
    const line = logLine("warn", "two\nlines", { attempt: 2, last: false }, now);
    expect(line).not.toContain("\n");
    expect(JSON.parse(line)).toEqual({
      "@level": "warn",
      "@message": "two\nlines",
      "@module": "sigma",
      "@timestamp": "2026-11-26T04:05:06.789000Z",
      attempt: 2,
      last: false,
    });
  });
});
