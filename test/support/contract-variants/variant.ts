/** A body as JSON. */
export type Json = Readonly<Record<string, unknown>>;

/** One route of a variant, and what it stands for. */
export interface VariantRoute {
  method: string;
  /** The group `id` is the configuration's own id. */
  path: RegExp;
}

/** A way in which Sigma's API might be made. Everything in it is invented. */
export interface Variant {
  name: string;
  /** The file with its OpenAPI document, in this folder. */
  document: string;
  save: VariantRoute;
  /** A save over what is there. Without it `save` does both; with it `save` answers 409 where something is there. */
  edit?: VariantRoute;
  read: VariantRoute;
  remove?: VariantRoute;
  /** The simulator's body of a save, or nothing where the variant's is not understood to the last field. */
  toSimulator: (body: Json) => Json | undefined;
  /** The variant's report, from the simulator's. */
  toVariant: (report: Json) => Json;
  /** The report of a configuration that has an id; a new one with every Add. */
  withId?: (id: string, report: Json) => Json;
  /** What a read answers with, where it is a list. */
  toList?: (entries: readonly Json[]) => unknown;
}

/** The object at a name, or an empty one. */
export function inner(body: Json, name: string): Json {
  const value = body[name];
  return typeof value === "object" && value !== null ? (value as Json) : {};
}

/** Whether a body has these fields and no others. */
export function hasOnly(body: Json, ...names: string[]): boolean {
  return Object.keys(body).sort().join() === names.sort().join();
}

/** The value, in the other column of a table. */
export function swapped(
  table: readonly (readonly [string, string])[],
  value: unknown,
  from: 0 | 1,
): string | undefined {
  return table.find((row) => row[from] === value)?.[from === 0 ? 1 : 0];
}

/** Without what is undefined. */
export function told(report: Json): Json {
  return Object.fromEntries(Object.entries(report).filter(([, value]) => value !== undefined));
}
