/** What the generators ask the zod schemas. */
import { z } from "zod";

/** Any schema of zod's. */
export type Schema = z.core.$ZodType;

/** The description of a field; an optional one may have it inside. */
export function descriptionOf(field: Schema): string {
  const own = z.globalRegistry.get(field)?.description;
  if (own !== undefined) return own;
  return field instanceof z.ZodOptional ? descriptionOf(field.unwrap()) : "";
}

/** Whether a field holds a credential. */
export function isSecret(field: Schema): boolean {
  if (z.globalRegistry.get(field)?.["secret"] === true) return true;
  return field instanceof z.ZodOptional && isSecret(field.unwrap());
}

/** The schema without what makes it optional or transforms it. */
export function unwrapped(field: Schema): Schema {
  if (field instanceof z.ZodOptional) return unwrapped(field.unwrap());
  return field instanceof z.ZodPipe ? unwrapped(field.in) : field;
}
