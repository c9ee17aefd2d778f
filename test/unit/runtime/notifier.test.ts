import { describe, expect, it } from "@jest/globals";
import type { Notice } from "../../../provider/integration/context.ts";
import { createNotifier } from "../../../provider/runtime/notifier.ts";

function notified(notices: readonly Notice[], spell: (path: string) => string = String): string[] {
  const lines: string[] = [];
  const notify = createNotifier((line) => lines.push(line), spell);
  for (const notice of notices) notify(notice);
  return lines;
}

const info = (text: string, over: Partial<Notice> = {}): Notice => ({
  organizationId: "org-acme",
  severity: "info",
  text,
  ...over,
});

describe("a notice", () => {
  it.each<[string, Notice, string]>([
    ["an info", info("hello"), "org-acme: hello"],
    ["a warning", info("careful", { severity: "warning" }), "org-acme: warning: careful"],
    ["one about no organization", { severity: "info", text: "hello" }, "sigma: hello"],
    ["one of several lines", info("one\ntwo\r\n\tthree"), "org-acme: one two three"],
    ["one with escape codes", info("a\u001b[31mred\u001b[0m"), "org-acme: a [31mred [0m"],
    [
      "one with a key in it",
      info("the key sk-abcdefgh123 is bad"),
      "org-acme: the key [secret] is bad",
    ],
    ["one with a bearer token", info("Bearer abcdef123456 failed"), "org-acme: [secret] failed"],
    ["one with a masked key", info("key abc*****xyz failed"), "org-acme: key [secret] failed"],
  ])("is one line that starts with the organization: %s", (_, notice, line) => {
    expect(notified([notice])).toEqual([line]);
  });

  it("that is long is cut off", () => {
    const [line = ""] = notified([info("word ".repeat(1000))]);
    expect(line.length).toBeLessThan(700);
    expect(line).toMatch(/…$/);
  });

  it("names fields as the front end spells them", () => {
    const spell = (path: string): string => path.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`);
    expect(notified([info("{openai.apiKey}: changed; see {credentialDrift}")], spell)).toEqual([
      "org-acme: openai.api_key: changed; see credential_drift",
    ]);
  });

  it("is shown once, however often it is given", () => {
    const warning = info("hello", { severity: "warning" });
    expect(notified([info("hello"), info("hello"), warning, warning, info("bye")])).toEqual([
      "org-acme: hello",
      "org-acme: warning: hello",
      "org-acme: bye",
    ]);
  });

  it("is shown for each organization, unless it is to be said once in a run", () => {
    const other = { organizationId: "org-globex" };
    expect(notified([info("hello"), info("hello", other)])).toHaveLength(2);
    expect(
      notified([info("beta", { once: true }), info("beta", { ...other, once: true })]),
    ).toEqual(["org-acme: beta"]);
  });

  it("of another process is shown again", () => {
    expect([...notified([info("hello")]), ...notified([info("hello")])]).toHaveLength(2);
  });
});
