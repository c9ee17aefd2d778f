import { describe, expect, it } from "@jest/globals";
import { connect } from "node:net";
import { describeDefect } from "../../../../provider/terraform/protocol/defect.ts";
import { panicText } from "../../../../provider/terraform/protocol/panic.ts";

const SECRET = "sk-secret";

describe("describeDefect", () => {
  it("names the class and our own frames, and never the message", () => {
    const [first, second] = describeDefect(fail(SECRET)).split("\n");
    expect(first).toBe("TypeError");
    expect(second).toMatch(/^ {4}at fail \(defect\.test\.ts:\d+:\d+\)$/);
  });

  it("leaves out the frames of Node and of packages", () => {
    const text = describeDefect(fail(""));
    expect(text).not.toMatch(/node:|jest|node_modules|\/test\//);
  });

  it.each([
    ["an error without a stack", withStack(undefined), "TypeError"],
    ["a stack of another form", withStack(`${SECRET}\n${SECRET}`), "TypeError"],
    [
      "a message that looks like a stack",
      fail(`x\n    at ${SECRET} (/${SECRET}:1:2)`),
      "TypeError",
    ],
    ["a name that is no word", Object.assign(fail(""), { name: `${SECRET} !` }), "Error"],
    ["a code", Object.assign(fail(""), { code: "ERR_X" }), "TypeError (ERR_X)"],
    ["a code that is no word", Object.assign(fail(""), { code: SECRET }), "TypeError"],
    ["a text", SECRET, "a thrown string"],
    ["nothing", undefined, "a thrown undefined"],
    ["null", null, "a thrown null"],
    ["an object", { secret: SECRET }, "a thrown object"],
  ])("%s", (_, thrown, first) => {
    const text = describeDefect(thrown);
    expect(text.split("\n")[0]).toBe(first);
    expect(text).not.toContain(SECRET);
  });

  it("tells the code of an error of Node's", async () => {
    const thrown = await new Promise((resolve) => {
      connect("/none/such").on("error", resolve);
    });
    expect(describeDefect(thrown)).toBe("Error (ENOENT)");
  });

  it("has few frames", () => {
    const stack = `x\n${"    at f (/a/b.js:1:2)\n".repeat(100)}`;
    expect(describeDefect(withStack(stack)).split("\n").length).toBeLessThan(20);
  });
});

describe("panicText", () => {
  it("begins as Terraform wants it, and asks for a report", () => {
    expect(panicText(new RangeError(SECRET))).toMatch(/^panic: RangeError\n {4}at .*report it/s);
  });
});

function fail(message: string): TypeError {
  return new TypeError(message);
}

function withStack(stack: string | undefined): unknown {
  return Object.assign(new TypeError(SECRET), { stack });
}
