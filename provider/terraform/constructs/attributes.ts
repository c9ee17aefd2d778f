import { snakeCase } from "../spelling.ts";

/** Attributes as they stand in Terraform's JSON; a value may be a token. */
export type Attributes = Record<string, unknown>;

/** Arguments that the libraries write themselves, in the order of their documentation. */
const META_ARGUMENTS = new Set([
  "dependsOn",
  "count",
  "provider",
  "lifecycle",
  "forEach",
  "provisioners",
  "connection",
]);

/** The one block of the schema; all else that has fields is an attribute. */
const BLOCK = "timeouts";

/** The arguments of a construct as attributes, with every write-only key through `mark`. Tokens pass as they are. */
export function toAttributes(
  config: object,
  mark: (key: unknown) => unknown = (key) => key,
): Attributes {
  return Object.fromEntries(
    Object.entries(config)
      .filter(([name]) => !META_ARGUMENTS.has(name))
      .map(([name, value]: [string, unknown]) => [
        snakeCase(name),
        name === "apiKeyWo" ? mark(value) : isFields(value) ? toAttributes(value, mark) : value,
      ]),
  );
}

/** The same for the libraries' output in HCL, where a block and an attribute with fields are written differently. */
export function toHclAttributes(attributes: Attributes): Attributes {
  const { [BLOCK]: block, ...others } = attributes;
  if (block === undefined) return others;
  return { ...others, [BLOCK]: { value: block, isBlock: true, type: "struct" } };
}

/** Fields written in the program, as opposed to a token or a list. */
function isFields(value: unknown): value is object {
  return (
    typeof value === "object" &&
    value !== null &&
    Object.getPrototypeOf(value) === Object.prototype &&
    !("resolve" in value)
  );
}
