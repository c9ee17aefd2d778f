export { snakeCase } from "../integration/snake-case.ts";

/** A name as the core spells it. */
export function camelCase(name: string): string {
  return name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
