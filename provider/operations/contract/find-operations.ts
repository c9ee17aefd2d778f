import { VENDORS } from "../../integration/model.ts";
import type { Documented } from "./openapi.ts";
import { similarity, isVendor, wordsOf } from "./words.ts";
import type { Field, Form } from "./fields.ts";

/** What a search among a document's operations brought. */
export type Found =
  | { kind: "found"; operation: Documented; beside?: Documented }
  | { kind: "none" }
  | { kind: "unclear"; reason: string };

/** An operation has to be this much better than the next one. */
const MARGIN = 0.25;

/** What a removal's or read's path must have in common with that of the save. */
const SAME_SUBJECT = 0.6;

/** Whoever names a vendor of ours in a body, and takes a key there, saves AI settings. */
export function findSave(operations: readonly Documented[], ourPath: string): Found {
  const scored = operations
    .filter(({ method }) => method === "POST" || method === "PUT" || method === "PATCH")
    .map((operation) => ({ operation, score: saveScore(operation, ourPath) }))
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score);
  const [best] = scored;
  if (best === undefined) return { kind: "none" };
  const rival = scored.find(
    ({ operation, score }) =>
      !isPartOf(operation.path, best.operation.path) && best.score - score < MARGIN,
  );
  if (rival !== undefined) {
    return {
      kind: "unclear",
      reason: `${inShort(best.operation)} and ${inShort(rival.operation)} look alike`,
    };
  }
  const here = scored.flatMap(({ operation }) =>
    isPartOf(operation.path, best.operation.path) ? [operation] : [],
  );
  // Add and Edit go through one operation: the shortest path first, then PUT, which replaces by its definition.
  const order = ["PUT", "POST", "PATCH"];
  const [operation = best.operation, beside] = here.sort(
    (one, other) =>
      one.path.length - other.path.length ||
      order.indexOf(one.method) - order.indexOf(other.method),
  );
  return { kind: "found", operation, ...(beside === undefined ? {} : { beside }) };
}

/** The operation with this method that is about the same as the save, by its path. */
export function findBeside(
  method: "GET" | "DELETE",
  operations: readonly Documented[],
  save: Documented,
): Found {
  const words = pathWords(save.path);
  const scored = operations
    .filter((operation) => operation.method === method)
    .map((operation) => ({
      operation,
      score: operation.path === save.path ? 2 : similarity(words, pathWords(operation.path)),
    }))
    .filter(
      ({ operation, score }) => score > 1 || (score >= SAME_SUBJECT && isAbout(operation, method)),
    )
    .sort((one, other) => other.score - one.score);
  const [best, next] = scored;
  if (best === undefined) return { kind: "none" };
  if (next !== undefined && best.score - next.score < MARGIN) {
    return {
      kind: "unclear",
      reason: `${inShort(best.operation)} and ${inShort(next.operation)} look alike`,
    };
  }
  return { kind: "found", operation: best.operation };
}

/** An operation that may remove although it is no DELETE: `POST …/clear`. The client cannot know what it does. */
export function findOddRemoval(
  operations: readonly Documented[],
  save: Documented,
): Documented | undefined {
  const verbs = new Set(["remove", "clear", "reset", "disable", "delete", "disconnect"]);
  return operations.find(({ method, path, id }) => {
    if (method === "GET" || method === "DELETE") return false;
    const isVerb = [...wordsOf(path), ...wordsOf(id)].some((word) => verbs.has(word));
    return isVerb && similarity(pathWords(path), pathWords(save.path)) >= SAME_SUBJECT;
  });
}

/** Whether one path is the other, or what stands below it by an id: `/ai` and `/ai/{id}`. */
function isPartOf(one: string, other: string): boolean {
  const base = (path: string): string => path.replaceAll(/(?:\/\{[^{}]+\})+$/g, "");
  return isSamePath(base(one), base(other));
}

/** Whether two paths are the same but for the names of their parameters. */
export function isSamePath(one: string, other: string): boolean {
  return one.replaceAll(/\{[^{}]+\}/g, "{}") === other.replaceAll(/\{[^{}]+\}/g, "{}");
}

/** The field of a form in which vendors are named. */
export function vendorField(form: Form): Field | undefined {
  const naming = form.find(({ values }) =>
    values.some((value) => VENDORS.some((vendor) => isVendor(value, vendor))),
  );
  return (
    naming ??
    form.find(
      ({ words, values, isSecret }) => !isSecret && values.length === 0 && isProviderLike(words),
    )
  );
}

/** Whether a field looks as if it held a key. */
export function isKeyLike({ words, isSecret, values }: Field): boolean {
  if (values.length > 0) return false;
  const last = words.slice(-2);
  return (
    isSecret ||
    (last.some((word) => ["key", "secret", "token", "credential"].includes(word)) &&
      !words.includes("id"))
  );
}

/** Method and path. */
export function inShort({ method, path }: Pick<Documented, "method" | "path">): string {
  return `${method} ${path}`;
}

function isProviderLike(words: readonly string[]): boolean {
  return ["provider", "vendor"].includes(words.at(-1) ?? "");
}

function saveScore({ path, id, body }: Documented, ourPath: string): number {
  const isOurs = isSamePath(path, ourPath);
  const names = body.forms.some((form) => {
    const field = vendorField(form);
    return field !== undefined && field.values.length > 0;
  });
  const takesKey = body.forms.some((form) => form.some(isKeyLike));
  const isAi = [...wordsOf(path), ...wordsOf(id)].includes("ai");
  if (!isOurs && !(takesKey && (names || isAi))) return 0;
  return (
    similarity(pathWords(path), pathWords(ourPath)) +
    (isOurs ? 1 : 0) +
    (isAi ? 0.5 : 0) +
    (names ? 1 : 0) +
    (takesKey ? 0.5 : 0)
  );
}

/** A read must tell a vendor, if it is told what it tells at all. */
function isAbout({ answer }: Documented, method: "GET" | "DELETE"): boolean {
  if (method === "DELETE" || answer.forms.every((form) => form.length === 0)) return true;
  return answer.forms.some((form) => vendorField(form) !== undefined);
}

function pathWords(path: string): string[] {
  return wordsOf(path.replaceAll(/\{[^{}]*\}/g, "").replaceAll(/\/v\d+\//g, "/"));
}
