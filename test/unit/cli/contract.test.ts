import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { createSimulator, type Simulator } from "../../../simulator/index.ts";
import { ownId } from "../../support/contract-variants/own-id.ts";
import { serveVariant, type VariantServer } from "../../support/contract-variants/serve-variant.ts";
import { until } from "../../support/until.ts";
import { acmeAdmin } from "../../support/acme-admin.ts";
import { startCommand, type Variables } from "./support/command.ts";
import { outcomeOf } from "./support/outcome.ts";

const documents = join(import.meta.dirname, "../../support/contract-variants");
const ours = join(import.meta.dirname, "../../../schema/sigma-api.openapi.yaml");

const AI = "/v2/organizations/settings/aiConfigs";
const KEY = "sim-openai-key-1";
const PROBE = ["probe", "--organization", "org-acme", "--vendor", "openai", "--key-env", "KEY"];

let simulator: Simulator;
let folder: string;
let file: string;
beforeAll(async () => {
  simulator = await createSimulator({ tokenInterval: 0 });
});
beforeEach(async () => {
  simulator.reset();
  simulator.clearRequests();
  folder = await mkdtemp(join(tmpdir(), "sigma-contract-"));
  file = join(folder, "contract.json");
});
afterEach(() => rm(folder, { recursive: true }));
afterAll(() => simulator.close());

describe("contract check", () => {
  it("lists every assumption on a line of its own, and ends with 0 where none is refuted", async () => {
    const { code, stdout, stderr } = await ended(["check", "--openapi", ours]);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/^confirmed {3}operations.save {2}POST \/v2\/\S+ \(was second-hand\)$/m);
    expect(stdout).toMatch(/^\d+ confirmed, 0 refuted, 0 untouched, 0 undecided\.$/m);
  });

  it("ends with 7 where something is refuted, writes the file, and ends with 0 with that file", async () => {
    const openapi = ["check", "--openapi", join(documents, "renamed.openapi.yaml")];
    const first = await ended([...openapi, "--write", file]);
    expect(first).toMatchObject({ code: 7, stderr: "" });
    expect(first.stdout).toMatch(
      /^refuted {5}bodies\.openai\.fields\.apiKey {2}credentials\.key, not apiKey \(was second-hand\)$/m,
    );
    expect(first.stdout).toContain(`Wrote ${file}.`);
    expect(await ended(openapi, { SIGMA_CONTRACT: file })).toMatchObject({ code: 0 });
  });

  it("keeps what the file has of other things", async () => {
    const whoami = { method: "GET", path: "/v3/me", grade: "observed" };
    await writeFile(file, JSON.stringify({ operations: { whoami }, report: undefined }));
    await ended(["check", "--openapi", join(documents, "patched.openapi.json"), "--write", file]);
    expect(JSON.parse(await readFile(file, "utf8"))).toMatchObject({
      source: "patched.openapi.json",
      operations: { whoami, save: { method: "PATCH", path: "/v2/ai-settings" } },
    });
  });

  it("ends with 3 where something cannot be decided", async () => {
    const openapi = join(folder, "openapi.json");
    const body = { content: { "text/csv": {} } };
    const paths = { [AI]: { post: { requestBody: body, responses: {} } } };
    await writeFile(openapi, JSON.stringify({ openapi: "3.0.0", info: {}, paths }));
    const { code, stdout } = await ended(["check", "--openapi", openapi, "--json"]);
    expect([code, stdout.match(/\n/g)?.length]).toEqual([3, 1]);
    const { findings } = JSON.parse(stdout) as { findings: unknown[] };
    expect(findings).toContainEqual({
      verdict: "undecided",
      assumption: "bodies.openai.provider",
      ours: "openAI",
      grade: "second-hand",
      reason: `POST ${AI} takes text/csv, and the client sends JSON`,
    });
  });

  it("needs no credentials, and sends nothing to Sigma", () => {
    expect(simulator.requests).toEqual([]);
  });

  it.each([
    [["check"], 2, "required option '--openapi"],
    [["check", "--openapi", "/nowhere.json"], 2, "[INVALID_OPENAPI]"],
    [["check", "--openapi", tmpdir()], 2, "(EISDIR)"],
    [["check", "--openapi", ours, "--write", "/nowhere/c.json"], 1, "cannot be written (ENOENT)"],
    [["check", "--openapi", ours, "--write", ours], 1, "is not JSON"],
  ])("%j ends with %i", async (args, code, says) => {
    expect(await ended(args)).toMatchObject({ code, stderr: expect.stringContaining(says) });
  });
});

describe("contract probe", () => {
  it("walks Add, Edit and Remove, and records names, never values", async () => {
    const { code, stdout, stderr } = await ended([...PROBE, "--yes", "--write", file]);
    expect([code, stdout]).toEqual([
      0,
      `All steps were taken. Nothing is left in org-acme.\nWrote ${file}.\n`,
    ]);
    expect(stderr).toMatch(/^add {20}POST \/v2\/\S+ {2}200: createdAt, createdBy, provider, /m);
    expect(calls()).toEqual(
      ["GET", "POST", "GET", "POST", "GET", "DELETE", "GET"].map((method) => `${method} ${AI}`),
    );
    expect(simulator.state("org-acme").integration).toBeNull();
    const written = await readFile(file, "utf8");
    expect(written).not.toMatch(/sim-openai|user-ada|org-acme|acme-admin/);
    const { probe, operations, bodies, report } = JSON.parse(written);
    expect(probe).toMatchObject({
      date: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      vendor: "openai",
      complete: true,
    });
    expect(probe.steps[0]).toEqual({
      step: "read before",
      method: "GET",
      path: AI,
      status: 200,
      body: "json",
      fields: ["provider"],
    });
    const grades = [operations.save, operations.read, operations.remove, bodies.openai, report];
    expect(grades.map(({ grade }) => grade)).toEqual(Array.from({ length: 5 }, () => "observed"));
  });

  it("makes a file with which a removal needs no leave", async () => {
    await ended([...PROBE, "--yes", "--write", file]);
    const again = await ended([...PROBE, "--yes", "--json"], { SIGMA_CONTRACT: file });
    expect(again.code).toBe(0);
    expect(JSON.parse(again.stdout)).toMatchObject({
      organization: "org-acme",
      complete: true,
      left: "nothing",
      steps: expect.arrayContaining([expect.objectContaining({ step: "remove", status: 200 })]),
    });
  });

  it("probes Azure OpenAI", async () => {
    const azure = [
      "--endpoint-url",
      "https://contoso.openai.azure.com",
      "--language-deployment",
      "gpt-41",
    ];
    const args = [
      "probe",
      "--organization",
      "org-acme",
      "--vendor",
      "azureOpenai",
      "--key-env",
      "KEY",
    ];
    const ending = await ended(
      [...args, ...azure, "--embedding-deployment", "embed", "--yes", "--write", file],
      { KEY: "sim-contoso-key-1" },
    );
    expect(ending).toMatchObject({ code: 0 });
    expect(JSON.parse(await readFile(file, "utf8")).bodies.azureOpenai.grade).toBe("observed");
  });

  describe("where what is configured has an id of its own", () => {
    let server: VariantServer;
    beforeEach(async () => {
      server = await serveVariant(ownId, simulator.url);
      await ended(["check", "--openapi", join(documents, ownId.document), "--write", file]);
    });
    afterEach(() => server.close());

    const probed = () =>
      ended([...PROBE, "--yes", "--json"], { SIGMA_BASE_URL: server.url, SIGMA_CONTRACT: file });

    it("walks all of it by that id", async () => {
      const { code, stdout } = await probed();
      expect([code, JSON.parse(stdout)]).toMatchObject([0, { complete: true, left: "nothing" }]);
      expect(stdout).not.toContain("cfg-1");
      expect(server.calls).toEqual([
        `GET ${AI}`,
        `POST ${AI}`,
        `GET ${AI}`,
        `PATCH ${AI}/cfg-1`,
        `GET ${AI}`,
        `DELETE ${AI}/cfg-1`,
        `GET ${AI}`,
      ]);
    });

    it("reads it to clean up after an Add whose answer is lost", async () => {
      simulator.fault({ method: "POST", path: AI, when: "after", effect: { kind: "reset" } });
      const { code, stdout } = await probed();
      expect([code, JSON.parse(stdout)]).toMatchObject([1, { complete: false, left: "nothing" }]);
      expect(simulator.state("org-acme").integration).toBeNull();
    });
  });

  describe("is refused, with nothing changed,", () => {
    it.each<[string, number, string, string[], Variables?]>([
      ["without --yes, where nobody can be asked", 2, "say so with --yes", PROBE],
      [
        "for another organization",
        1,
        "[WRONG_ORGANIZATION]",
        ["probe", "--organization", "org-globex", ...PROBE.slice(3), "--yes"],
      ],
      ["without the key", 1, "[CREDENTIAL_UNRESOLVED]", [...PROBE, "--yes"], { KEY: undefined }],
      [
        "for an endpoint that is missing",
        1,
        "[MISSING_FIELD]",
        [
          "probe",
          "--organization",
          "org-acme",
          "--vendor",
          "azureOpenai",
          "--key-env",
          "KEY",
          "--yes",
        ],
      ],
      [
        "for a vendor that is unknown",
        2,
        "Allowed choices are",
        ["probe", "--organization", "o", "--vendor", "bedrock", "--key-env", "KEY"],
      ],
      [
        "without Sigma's credentials",
        1,
        "[CONNECTION_INCOMPLETE]",
        [...PROBE, "--yes"],
        { SIGMA_CLIENT_ID: undefined },
      ],
    ])("%s", async (_, code, says, args, env = {}) => {
      const ending = await ended(args, env);
      expect(ending).toMatchObject({ code, stdout: "", stderr: expect.stringContaining(says) });
      expect(calls().filter((call) => !call.startsWith("GET"))).toEqual([]);
    });

    it("where something is configured", async () => {
      await simulator.saveOutside("org-acme", {
        config: { provider: "gemini", apiKey: "sim-gemini-key-1" },
      });
      const ending = await ended([...PROBE, "--yes", "--assume-empty"]);
      expect(ending).toMatchObject({
        code: 1,
        stderr: expect.stringContaining("[ALREADY_CONFIGURED]"),
      });
      expect(simulator.state("org-acme").integration?.provider).toBe("gemini");
    });

    it("where it cannot be read, and nobody has looked", async () => {
      simulator.setProfile("published");
      const ending = await ended([...PROBE, "--yes"]);
      expect(ending).toMatchObject({ code: 1, stderr: expect.stringContaining("--assume-empty") });
      expect(calls()).toEqual([`GET ${AI}`]);
    });

    it("where it is known that nothing can be removed", async () => {
      await writeFile(file, JSON.stringify({ operations: { remove: null } }));
      const ending = await ended([...PROBE, "--yes"], { SIGMA_CONTRACT: file });
      expect(ending).toMatchObject({
        code: 1,
        stderr: expect.stringContaining("[REMOVE_UNSUPPORTED]"),
      });
      expect(calls()).toEqual([]);
    });
  });

  describe("cleans up", () => {
    it("not at all where Sigma refuses the key", async () => {
      const { code, stdout, stderr } = await ended([...PROBE, "--yes", "--write", file], {
        KEY: "sim-openai-key-revoked",
      });
      expect([code, stdout]).toEqual([
        1,
        `The probe ended early. Nothing is left in org-acme.\nWrote ${file}.\n`,
      ]);
      expect(stderr).not.toContain("sim-openai-key");
      expect(calls()).toEqual([`GET ${AI}`, `POST ${AI}`]);
      expect(JSON.parse(await readFile(file, "utf8"))).toMatchObject({
        probe: {
          complete: false,
          steps: [{ status: 200 }, { status: 400, fields: ["code", "message", "requestId"] }],
        },
      });
    });

    it("after an Add whose answer is lost", async () => {
      simulator.fault({ method: "POST", path: AI, when: "after", effect: { kind: "reset" } });
      const { code, stdout } = await ended([...PROBE, "--yes"]);
      expect([code, stdout]).toEqual([1, "The probe ended early. Nothing is left in org-acme.\n"]);
      expect(simulator.state("org-acme").integration).toBeNull();
    });

    it.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)("after %s", async (signal) => {
      simulator.fault({ method: "GET", path: AI, after: 1, effect: { kind: "delay", ms: 60_000 } });
      const child = start([...PROBE, "--yes"]);
      await until(() => calls().length === 3);
      expect(simulator.state("org-acme").integration?.provider).toBe("openAI");
      child.kill(signal);
      const { code, stdout, stderr } = await outcomeOf(child);
      expect([code, stdout]).toEqual([1, "The probe ended early. Nothing is left in org-acme.\n"]);
      expect(stderr).toContain("Ending; what was added is removed first.");
      expect(stderr).toContain("[CANCELLED]");
      expect(simulator.state("org-acme").integration).toBeNull();
    });

    it("or says what it leaves, where there is no removal", async () => {
      simulator.setProfile("published");
      const { code, stdout } = await ended([...PROBE, "--yes", "--assume-empty", "--write", file]);
      expect(code).toBe(1);
      expect(stdout).toContain("org-acme may be left with openai and the key of KEY.");
      expect(simulator.state("org-acme").integration?.provider).toBe("openAI");
      expect(JSON.parse(await readFile(file, "utf8")).operations).toMatchObject({
        save: { grade: "observed" },
        read: null,
        remove: null,
      });
    });
  });

  it("--help teaches with examples and exit statuses", async () => {
    const { code, stdout } = await ended(["probe", "--help"]);
    expect(code).toBe(0);
    expect(stdout).toContain("npx sigma-external-ai contract probe --organization ORGANIZATION_ID");
    expect(stdout).toContain("Exit status: 0 all of it worked");
  });
});

/** The requests for AI settings. */
function calls(): string[] {
  return simulator.requests.flatMap(({ method, path }) =>
    path === AI ? [`${method} ${path}`] : [],
  );
}

function start(args: readonly string[], env: Variables = {}) {
  const connection = acmeAdmin(simulator.url);
  return startCommand(["contract", ...args], {
    env: { PATH: process.env["PATH"], ...connection, KEY, ...env },
  });
}

async function ended(args: readonly string[], env?: Variables) {
  return outcomeOf(start(args, env));
}
