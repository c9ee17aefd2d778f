import { describe, expect, it } from "@jest/globals";
import type { Notice } from "../../../provider/integration/context.ts";
import { IntegrationError } from "../../../provider/integration/errors.ts";
import {
  createCollector,
  type Diagnosis,
  type Phase,
} from "../../../provider/terraform/diagnostics.ts";
import { encodeDiagnostics } from "../../../provider/terraform/wire.ts";
import type { ObjectValue } from "../../../provider/terraform/values/value.ts";
import { azure, openai, resource } from "./support/configs.ts";
import { shownOf } from "./support/shown.ts";

const PLAIN = resource({ openai: { api_key: "k" } });

function noticed(during: Phase, notice: Notice): { shown: readonly Diagnosis[]; lines: string[] } {
  const lines: string[] = [];
  const { notify, diagnoses } = createCollector(during, openai(), (line) => void lines.push(line));
  notify(notice);
  return { shown: diagnoses(), lines };
}

function failed(
  path: string | undefined,
  config: ObjectValue | null,
  problem = "it is {openai.apiKey}",
): Diagnosis | undefined {
  const { fail, diagnoses } = createCollector("plan", config, () => {});
  fail(new IntegrationError("INVALID_CONFIG", { path, problem, advice: "Do this." }));
  return diagnoses()[0];
}

describe("a notice", () => {
  it.each<[Phase, Notice["severity"], Notice["seenIn"], boolean]>([
    ["plan", "info", undefined, true],
    ["plan", "info", "plan", true],
    ["plan", "info", "diff", false],
    ["plan", "warning", undefined, true],
    ["plan", "warning", "plan", true],
    ["plan", "warning", "diff", false],
    ["apply", "info", undefined, false],
    ["apply", "info", "plan", false],
    ["apply", "info", "diff", false],
    ["apply", "warning", undefined, true],
    ["apply", "warning", "plan", false],
    ["apply", "warning", "diff", false],
    ["unplanned removal", "info", undefined, false],
    ["unplanned removal", "warning", undefined, true],
    ["unplanned removal", "warning", "plan", true],
    ["unplanned removal", "warning", "diff", false],
  ])("in a %s, %s, seen in %s: shown is %p", (during, severity, seenIn, isShown) => {
    const notice = { severity, text: "hello", ...(seenIn === undefined ? {} : { seenIn }) };
    const { shown, lines } = noticed(during, notice);
    expect(shown).toHaveLength(isShown ? 1 : 0);
    // What is not shown is in the log.
    expect(lines).toEqual(isShown ? [] : ["hello"]);
  });

  it("is a warning with a heading, its organization, and its attribute", () => {
    const notice: Notice = {
      organizationId: "org-acme",
      severity: "info",
      title: "A heading",
      text: "{openai.apiKey}: look at {azureOpenai.languageModel.endpointUrl}",
      path: "openai.apiKey",
    };
    expect(noticed("plan", notice).shown).toEqual([
      {
        severity: "warning",
        summary: "A heading",
        detail: "org-acme: openai.api_key_wo: look at azure_openai.language_model.endpoint_url",
        attribute: ["openai", "api_key_wo"],
      },
    ]);
    expect(noticed("plan", { severity: "info", text: "t" }).shown).toMatchObject([
      { summary: "External AI integration", detail: "t", attribute: [] },
    ]);
  });

  it("of the same integration under another name says how that is written", () => {
    const remedy = { kind: "rename" } as const;
    const { shown } = noticed("plan", { severity: "warning", text: "tell the engine so", remedy });
    expect(shown[0]?.detail).toBe("tell the engine so: with a moved block");
  });

  it("is cleansed of what looks like a key, in the log too", () => {
    const text = "said sk-abcdefghijklmnop";
    expect(noticed("plan", { severity: "info", text }).shown[0]?.detail).toBe("said [secret]");
    expect(noticed("apply", { severity: "info", text }).lines).toEqual(["said [secret]"]);
  });
});

describe("an error", () => {
  it.each<[string, ObjectValue | null, string]>([
    ["openai.apiKey", openai(), "openai.api_key_wo"],
    ["openai.apiKey", PLAIN, "openai.api_key"],
    ["openai.apiKeyVersion", openai(), "openai.api_key_wo_version"],
    ["azureOpenai.embeddingModel.apiKey", azure(), "azure_openai.embedding_model.api_key_wo"],
    ["tenant", null, "tenant"],
  ])("at %s is at the attribute", (path, config, expected) => {
    const diagnosis = failed(path, config, "wrong");
    expect(diagnosis).toEqual({
      severity: "error",
      summary: "Invalid configuration",
      detail: `${expected}: wrong. Do this. [INVALID_CONFIG]`,
      attribute: expected.split("."),
    });
  });

  it("names keys in its text as the configuration spells them", () => {
    expect(failed(undefined, openai())?.detail).toBe(
      "it is openai.api_key_wo. Do this. [INVALID_CONFIG]",
    );
    expect(failed(undefined, PLAIN)?.detail).toBe(
      "it is openai.api_key. Do this. [INVALID_CONFIG]",
    );
  });

  it.each([
    ["SIGMA_BASE_URL", "base_url (SIGMA_BASE_URL)"],
    ["SIGMA_CLIENT_SECRET", "client_secret (SIGMA_CLIENT_SECRET)"],
    ["SIGMA_TIMEOUT", "SIGMA_TIMEOUT"],
    ["SIGMA_CONTRACT", "SIGMA_CONTRACT"],
  ])("about %s is about no attribute, and names the argument beside it", (path, shown) => {
    expect(failed(path, openai(), "wrong")).toMatchObject({
      attribute: [],
      detail: `${shown}: wrong. Do this. [INVALID_CONFIG]`,
    });
  });

  it.each(["openai", "azureOpenai"])(
    "about the block %s names no attribute, since its source may hold a key in clear",
    (path) => {
      expect(failed(path, openai(), "wrong")?.attribute).toEqual([]);
    },
  );

  it.each<[string, ObjectValue, string]>([
    [
      "openai.apiKey",
      resource({ openai: {} }),
      "openai.api_key_wo: it is not there. Add it. Its other spelling is api_key, which is stored in the state. [MISSING_FIELD]",
    ],
    ["tenant", openai(), "tenant: it is not there. Add it. [MISSING_FIELD]"],
  ])("about a missing %s names a key's other spelling", (path, config, expected) => {
    const { fail, diagnoses } = createCollector("plan", config, () => {});
    fail(
      new IntegrationError("MISSING_FIELD", {
        path,
        problem: "it is not there",
        advice: "Add it.",
      }),
    );
    expect(diagnoses()[0]?.detail).toBe(expected);
  });

  it("says how Terraform does what the core advises", () => {
    const { fail, diagnoses } = createCollector("apply", null, () => {});
    const [problem, advice] = ["it is there", "Do something."];
    const organizationId = "org-acme";
    const importing = { kind: "import", organizationId } as const;
    fail(new IntegrationError("ALREADY_CONFIGURED", { problem, advice, remedy: importing }));
    fail(new IntegrationError("DUPLICATE_RESOURCE", { problem, remedy: { kind: "forget" } }));
    expect(diagnoses().map(({ detail }) => detail)).toEqual([
      `it is there. Do something. To import it, with the name of this resource:

  import {
    to = sigma_external_ai_integration.NAME
    id = "org-acme"
  }

 [ALREADY_CONFIGURED]`,
      "it is there. Keep one of the two. A removed block with destroy = false does that, and so does state rm; for a deposed object use state rm, and import the resource again. [DUPLICATE_RESOURCE]",
    ]);
  });

  it("of another kind is a defect of ours, and shows no text of it", () => {
    const { fail, diagnoses } = createCollector("apply", null, () => {});
    fail(new TypeError("cannot read a-key-nobody-may-see"));
    fail("a-key-nobody-may-see");
    const [one, other] = diagnoses();
    expect(one).toMatchObject({
      severity: "error",
      summary: "A defect of this provider",
      attribute: [],
    });
    expect(one?.detail).toMatch(/^unexpected TypeError.*\[INTERNAL\]$/);
    expect(other?.detail).toMatch(/^unexpected string.*\[INTERNAL\]$/);
    expect(JSON.stringify(diagnoses())).not.toContain("nobody-may-see");
  });

  it("can be told as a warning, and everything stands in its order", () => {
    const { fail, warn, notify, diagnoses } = createCollector("apply", null, () => {});
    warn(new IntegrationError("SAVED_DIFFERENTLY", { problem: "one" }));
    notify({ severity: "warning", text: "two" });
    fail(new IntegrationError("CANCELLED", { problem: "three" }));
    expect(diagnoses().map(({ severity, summary }) => `${severity}: ${summary}`)).toEqual([
      "warning: Saved, but not as asked",
      "warning: External AI integration",
      "error: Cancelled",
    ]);
  });
});

describe("a diagnostic on the wire", () => {
  it("has each name of its attribute as a step, and a place in a list as a number", () => {
    const diagnosis = (...attribute: string[]): Diagnosis => ({
      severity: "error",
      summary: "s",
      detail: "d",
      attribute,
    });
    const list = encodeDiagnostics([
      diagnosis("azure_openai", "language_model", "api_key_wo"),
      diagnosis("preflight", "trusted_hosts", "0"),
      diagnosis(),
      { ...diagnosis("tenant"), severity: "warning" },
    ]);
    expect(shownOf(list).map(({ severity, path }) => `${severity} ${path}`)).toEqual([
      "error azure_openai.language_model.api_key_wo",
      "error preflight.trusted_hosts.[0]",
      "error ",
      "warning tenant",
    ]);
    expect(list[2]?.attribute).toBeUndefined();
  });
});
