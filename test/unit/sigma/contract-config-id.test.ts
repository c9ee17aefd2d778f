import { describe, expect, it } from "@jest/globals";
import { loadContract } from "../../../provider/sigma/contract.ts";
import { failureOf, keyed, openPort, openSession, patient } from "./support/client.ts";
import { writeContract } from "./support/contract-file.ts";
import { startStub, type Script } from "./support/stub-sigma.ts";

const AI = "/v3/ai";
const route = (method: string, path = AI) => ({ method, path, grade: "published" });
const OPERATIONS = {
  save: route("POST"),
  edit: route("PATCH", `${AI}/{configId}`),
  read: route("GET"),
  remove: route("DELETE", `${AI}/{configId}`),
};
const REPORT = { grade: "published", fields: { provider: "provider", configId: "id" } };
const ENTRY = { id: "cfg-7", provider: "openAI" };

async function portWith(script: Script, { list = "entries", operations = {} } = {}) {
  const contract = loadContract(
    writeContract({
      operations: { ...OPERATIONS, ...operations },
      report: { ...REPORT, list },
    }),
  );
  const stub = await startStub(script);
  return { ...openPort(openSession(stub, { contract })), stub };
}

const settings = (calls: readonly string[]) => calls.filter((call) => call.includes(AI));

describe("where what is configured has an id of its own", () => {
  it.each<[string, string, unknown, unknown]>([
    ["pages", "entries", { entries: [ENTRY] }, { entries: [] }],
    [
      "pages, the last of which says so",
      "data.items",
      { data: { items: [ENTRY] } },
      { data: { items: [] }, nextPageToken: null, hasMore: false, total: 0 },
    ],
    ["a list", "", [ENTRY], []],
    ["numbers for ids", "", [{ ...ENTRY, id: 7 }], []],
  ])(
    "the first save is an Add, later ones and the removal name the id: %s",
    async (_, list, one, none) => {
      const id = list === "" && JSON.stringify(one).includes(":7") ? "7" : "cfg-7";
      const { port, stub } = await portWith(
        {
          [`GET ${AI}`]: [{ body: none }, { body: one }, { body: one }, { body: none }],
          [`POST ${AI}`]: { body: ENTRY },
          [`PATCH ${AI}/${id}`]: { body: ENTRY },
          [`DELETE ${AI}/${id}`]: { status: 204, body: "" },
        },
        { list },
      );
      await expect(port.read(patient)).resolves.toMatchObject({ kind: "absent" });
      await expect(port.save(keyed(), patient)).resolves.toMatchObject({
        kind: "saved",
        report: {},
      });
      await expect(port.read(patient)).resolves.toMatchObject({ kind: "present" });
      await expect(port.save(keyed(), patient)).resolves.toMatchObject({ kind: "saved" });
      await port.read(patient);
      await expect(port.remove(patient)).resolves.toEqual({ kind: "removed" });
      await expect(port.read(patient)).resolves.toMatchObject({ kind: "absent" });
      expect(settings(stub.calls())).toEqual([
        `GET ${AI}`,
        `POST ${AI}`,
        `GET ${AI}`,
        `PATCH ${AI}/${id}`,
        `GET ${AI}`,
        `DELETE ${AI}/${id}`,
        `GET ${AI}`,
      ]);
    },
  );

  it.each<[string, unknown, string]>([
    ["no list", {}, "no list"],
    ["null for a list", { entries: null }, "no list"],
    [
      "two configurations",
      { entries: [ENTRY, { id: "cfg-8", provider: "gemini" }] },
      "2 configurations",
    ],
    ["the first of many pages", { entries: [], nextPageToken: "n" }, "a part of a list"],
    ["a page before others", { entries: [], hasMore: true }, "a part of a list"],
    ["fewer than there are", { entries: [], total: 2 }, "a part of a list"],
    ["an entry without a vendor", { entries: [{ id: "cfg-7" }] }, "a body of another form"],
    [
      "an entry whose vendor is null",
      { entries: [{ id: "cfg-7", provider: null }] },
      "a body of another form",
    ],
    ["an entry that is null", { entries: [null] }, "a body of another form"],
  ])("a read that answers with %s says neither there nor gone", async (_, body, problem) => {
    const { port } = await portWith({ [`GET ${AI}`]: { body } });
    const failure = await failureOf(port.read(patient));
    expect(failure).toMatchObject({ code: "UNEXPECTED_ANSWER" });
    expect(failure.message).toContain(`answered 200 with ${problem}`);
  });

  it.each<[string, object]>([
    ["no id", {}],
    ["an id that is an object", { id: {} }],
    ["an id that leads to another path", { id: ".." }],
    ["an id with a slash", { id: "a/b" }],
    ["an empty id", { id: "" }],
  ])("nothing is changed after a read with %s", async (_, over) => {
    const { id: __, ...rest } = ENTRY;
    const { port, stub } = await portWith({
      [`GET ${AI}`]: { body: { entries: [{ ...rest, ...over }] } },
    });
    await expect(port.read(patient)).resolves.toMatchObject({ kind: "present" });
    for (const work of [port.save(keyed(), patient), port.remove(patient)]) {
      const failure = await failureOf(work);
      expect(failure).toMatchObject({ code: "CONFIGURATION_UNKNOWN" });
      expect(failure.message).toContain("nothing was sent");
    }
    expect(settings(stub.calls())).toEqual([`GET ${AI}`]);
  });

  it.each<[string, Script]>([
    ["that Sigma does not know", { [`GET ${AI}`]: { status: 404, body: {} } }],
    ["that failed", { [`GET ${AI}`]: { status: 403, body: { message: "no" } } }],
    ["that was never sent", {}],
  ])("nothing is changed after a read %s", async (name, script) => {
    const { port, stub } = await portWith(script);
    if (!name.includes("never")) await port.read(patient).catch(() => undefined);
    const before = stub.calls().length;
    expect(await failureOf(port.save(keyed(), patient))).toMatchObject({
      code: "CONFIGURATION_UNKNOWN",
    });
    expect(await failureOf(port.remove(patient))).toMatchObject({ code: "CONFIGURATION_UNKNOWN" });
    expect(settings(stub.calls().slice(before))).toEqual([]);
  });

  it("an id that Sigma does not know any more is neither saved nor gone", async () => {
    const { port, stub } = await portWith({
      [`GET ${AI}`]: { body: { entries: [ENTRY] } },
      [`PATCH ${AI}/cfg-7`]: { status: 404, body: { message: "Not found" } },
      [`DELETE ${AI}/cfg-7`]: { status: 404, body: { message: "Not found" } },
    });
    await port.read(patient);
    const failure = await failureOf(port.save(keyed(), patient));
    expect(failure).toMatchObject({ code: "REQUEST_REFUSED" });
    expect(failure.message).toContain("run again");
    expect(await failureOf(port.remove(patient))).toMatchObject({ code: "REMOVE_UNSUPPORTED" });
    expect(settings(stub.calls())).toEqual([
      `GET ${AI}`,
      `PATCH ${AI}/cfg-7`,
      `DELETE ${AI}/cfg-7`,
    ]);
  });

  it("an Edit that is assumed is not tried unasked", async () => {
    const edit = { ...OPERATIONS.edit, grade: "assumed" };
    const { port, stub } = await portWith(
      { [`GET ${AI}`]: { body: { entries: [ENTRY] } } },
      { operations: { edit } },
    );
    await port.read(patient);
    expect(await failureOf(port.save(keyed(), patient))).toMatchObject({
      code: "ASSUMED_WRITE_REFUSED",
    });
    expect(settings(stub.calls())).toEqual([`GET ${AI}`]);
  });

  it("an Edit may have the Add's path, and no id", async () => {
    const { port, stub } = await portWith(
      { [`GET ${AI}`]: { body: [ENTRY] }, [`PUT ${AI}`]: { body: {} } },
      { list: "", operations: { edit: route("PUT") } },
    );
    await port.read(patient);
    await port.save(keyed(), patient);
    expect(settings(stub.calls())).toEqual([`GET ${AI}`, `PUT ${AI}`]);
  });
});

describe("a contract file whose ids nothing tells names the place:", () => {
  it.each<[string, object, string]>([
    ["a removal", { operations: { remove: OPERATIONS.remove } }, "operations.remove"],
    ["an Edit", { operations: { edit: OPERATIONS.edit } }, "operations.edit"],
    ["no read", { operations: { ...OPERATIONS, read: null }, report: REPORT }, "operations.edit"],
  ])("%s", async (_, content, place) => {
    const failure = await failureOf(() => loadContract(writeContract(content)));
    expect(failure).toMatchObject({ code: "INVALID_CONTRACT" });
    expect(failure.message).toContain(`takes an id in ${place}.path`);
  });
});
