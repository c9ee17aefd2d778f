import {
  takesConfigId,
  type Contract,
  type Operation,
  type Override,
} from "../../sigma/contract.ts";
import { compared, type Finding } from "./finding.ts";
import {
  findBeside,
  findOddRemoval,
  findSave,
  inShort,
  isSamePath,
  type Found,
} from "./find-operations.ts";
import type { Documented, OpenApi } from "./openapi.ts";
import { toldBy } from "./told.ts";
import { wordsOf } from "./words.ts";

/** What a document says of the routes: findings, what replaces ours, and the operations that bodies are read from. */
export interface ComparedRoutes {
  findings: Finding[];
  operations: NonNullable<Override["operations"]>;
  save?: Documented;
  read?: Documented;
  /** Whether an operation takes the configuration's own id. */
  needsId: boolean;
}

const KNOWN = ["token", "whoami", "tenants", "tenant"] as const;

/** Compares the routes of the contract with those of a document. */
export function compareRoutes({ operations }: OpenApi, contract: Contract): ComparedRoutes {
  const ours = contract.operations;
  const known = KNOWN.map((name) => knownRoute(name, operations, ours[name]));
  const save = findSave(operations, ours.save.path);
  if (save.kind !== "found") {
    const rest = (["save", "read", "remove"] as const).map((name) => ({
      ...untouched(name, ours[name]),
      ...(save.kind === "unclear" ? { verdict: "undecided" as const, reason: save.reason } : {}),
    }));
    return { findings: [...known, ...rest], operations: {}, needsId: false };
  }
  const read = findBeside("GET", operations, save.operation);
  const remove = removalOf(operations, save.operation);
  const told = read.kind === "found" ? toldBy(read.operation) : undefined;
  const one = told?.idPlace === undefined ? undefined : save.operation.path;
  const edit = editOf(save, one, ours.edit ?? null);
  const settled = [
    settle("save", save, ours.save),
    ...(edit === undefined ? [] : [edit]),
    settle("read", read, ours.read),
    settle("remove", remove, ours.remove, one),
  ];
  const entries: ComparedRoutes["operations"] = Object.assign(
    {},
    ...settled.map(({ entry }) => ("save" in entry ? { ...entry, edit: null } : entry)),
  );
  const hasEdit = entries.edit !== null && entries.edit !== undefined;
  const beside = hasEdit ? [] : besideSave(save);
  return {
    findings: [...known, ...settled.map(({ finding }) => finding), ...beside],
    // Half of them would be worse than none.
    operations: entries.save === undefined ? {} : entries,
    save: save.operation,
    ...(read.kind === "found" ? { read: read.operation } : {}),
    needsId: takesConfigId(entries.edit) || takesConfigId(entries.remove),
  };
}

/** An Edit that names what is there by the id that the read tells. Nothing where the save has to do for it. */
function editOf(
  { beside }: Extract<Found, { kind: "found" }>,
  one: string | undefined,
  ours: Operation | null,
): Settled | undefined {
  if (beside === undefined || one === undefined) {
    return ours === null ? undefined : settle("edit", { kind: "none" }, ours);
  }
  const settled = settle("edit", { kind: "found", operation: beside }, ours, one);
  return takesConfigId(settled.entry.edit) ? settled : undefined;
}

function knownRoute(
  name: (typeof KNOWN)[number],
  operations: readonly Documented[],
  ours: Operation,
): Finding {
  const here = operations.filter(({ path }) => isSamePath(path, ours.path));
  const [first] = here;
  if (first === undefined) return untouched(name, ours);
  const same = here.find(({ method }) => method === ours.method);
  // The names of parameters are the document's own affair.
  const theirs = { method: same?.method ?? first.method, path: ours.path };
  return compared(`operations.${name}`, inShort(ours), inShort(theirs), ours.grade);
}

interface Settled {
  finding: Finding;
  entry: ComparedRoutes["operations"];
}

/**
 * The client's entry for a route that was looked for, where it can be told and called. `one`: the path below which what is
 * there stands by an id that the client knows.
 */
function settle(
  name: "save" | "edit" | "read" | "remove",
  found: Found,
  ours: Operation | null,
  one?: string,
): Settled {
  const assumption = `operations.${name}`;
  const mine = ours === null ? "none" : inShort(ours);
  const unsure = (reason: string) => ({
    finding: { ...untouched(name, ours), verdict: "undecided" as const, reason },
    entry: {},
  });
  if (found.kind === "unclear") return unsure(found.reason);
  if (found.kind === "none") {
    const finding = compared(assumption, mine, "none", ours?.grade);
    return { finding, entry: { [name]: null } };
  }
  const { operation } = found;
  const path = filled(operation.path, one);
  if (path === undefined) {
    return unsure(`${inShort(operation)} has a parameter that the client has no value for`);
  }
  if (operation.demanded.length > 0) {
    return unsure(`${inShort(operation)} demands ${operation.demanded.join(", ")}`);
  }
  if (name === "read" && !tellsOne(operation)) {
    return unsure(
      `${inShort(operation)} answers a list, or another form that the client cannot read`,
    );
  }
  const { method } = operation;
  return {
    finding: compared(assumption, mine, inShort({ method, path }), ours?.grade),
    entry: { [name]: { method, path, grade: "published" } },
  };
}

function removalOf(operations: readonly Documented[], save: Documented): Found {
  const found = findBeside("DELETE", operations, save);
  const odd = found.kind === "none" ? findOddRemoval(operations, save) : undefined;
  if (odd === undefined) return found;
  return { kind: "unclear", reason: `${inShort(odd)} may be one, and the client sends no body` };
}

/** An answer that is not described may be right all the same. */
function tellsOne(operation: Documented): boolean {
  const { isList, forms } = operation.answer;
  if (toldBy(operation).form.length > 0) return true;
  return !isList && forms.every((form) => form.length === 0);
}

/** One save does for Add and Edit. Where a document has two operations, only a live organization shows whether that holds. */
function besideSave(found: Extract<Found, { kind: "found" }>): Finding[] {
  if (found.beside === undefined) return [];
  return [
    {
      verdict: "undecided",
      assumption: "a save replaces what is there",
      ours: `${found.operation.method} for Add and Edit`,
      grade: "assumed",
      reason: `the document has ${inShort(found.beside)} too; contract probe shows it`,
    },
  ];
}

/** The path with the ids that the client fills in; nothing where it has another parameter. */
function filled(given: string, one: string | undefined): string | undefined {
  const below = given.replace(/\/\{[^{}]+\}$/, "");
  const isOfOne = one !== undefined && below !== given && isSamePath(below, one);
  const path = isOfOne ? `${below}/{configId}` : given;
  const named = path.replaceAll(
    /(?<before>[^/]*)\/\{(?<name>[^{}]+)\}/g,
    (whole, before: string, name: string) => {
      const words = wordsOf(name);
      const isOwn = /^org(?:anization)?(?:id)?$/.test(words.join(""));
      const isId = words.join("") === "id" && /^org(?:anization)?$/.test(wordsOf(before).join(""));
      return isOwn || isId ? `${before}/{organizationId}` : whole;
    },
  );
  return /\{(?!organizationId\}|configId\})/.test(named) ? undefined : named;
}

function untouched(name: string, ours: Operation | null): Finding {
  const assumption = `operations.${name}`;
  if (ours === null) return { verdict: "untouched", assumption, ours: "none" };
  return { verdict: "untouched", assumption, ours: inShort(ours), grade: ours.grade };
}
