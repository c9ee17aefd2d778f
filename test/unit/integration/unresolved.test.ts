import { describe, expect, it } from "@jest/globals";
import { UNKNOWN } from "../../../provider/integration/unknown.ts";
import { announceUnresolved } from "../../../provider/integration/unresolved.ts";
import { azure, configOf, KEY, openai, type Raw } from "./support/configs.ts";
import { createContext, type Surroundings } from "./support/context.ts";

async function noticesOf(raw: Raw, surroundings: Surroundings = {}) {
  const context = createContext(undefined, {}, surroundings);
  await announceUnresolved(configOf(raw), context);
  return context.notices;
}

const NOTICE = { severity: "warning", title: "A key is not checked" };
const reference = { fromEnv: "A" };
const text = "{openai.apiKey}: not checked: the environment variable A is not set";

describe("before a first create", () => {
  it.each<[string, Raw, Surroundings, string[]]>([
    ["a variable that is not set", openai({}, reference), {}, [text]],
    [
      "a file that is not there",
      openai({}, { fromFile: "a" }),
      {},
      ['{openai.apiKey}: not checked: the file "a" cannot be read (ENOENT)'],
    ],
    [
      "the key of one model",
      azure({}, {}, { apiKey: reference }),
      {},
      ["{azureOpenai.embeddingModel.apiKey}: not checked: the environment variable A is not set"],
    ],
    ["a variable that is set", openai({}, reference), { env: { A: KEY } }, []],
    ["a key in the program", openai(), {}, []],
  ])("the user is told what is not checked: %s", async (_, raw, surroundings, expected) => {
    const notices = await noticesOf(raw, surroundings);
    expect(notices).toEqual(expected.map((each) => ({ ...NOTICE, text: each })));
  });

  it.each<[string, Raw]>([
    ["a key", openai({}, UNKNOWN)],
    ["a reference", openai({}, { fromEnv: UNKNOWN })],
    ["a block", { openai: UNKNOWN }],
    ["a model", azure({ apiKey: reference, embeddingModel: UNKNOWN })],
  ])("nothing is said of what is not known yet: %s", async (_, raw) => {
    expect(await noticesOf(raw)).toEqual([]);
  });

  it("the organization is named where the configuration does", async () => {
    const named = await noticesOf(openai({ expectedOrganizationId: "org-acme" }, reference));
    expect(named).toEqual([{ ...NOTICE, organizationId: "org-acme", text }]);
    const [unnamed] = await noticesOf(openai({ tenant: UNKNOWN }, reference));
    expect(unnamed).toEqual({ ...NOTICE, text });
  });
});
