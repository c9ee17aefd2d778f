import { closestMatch } from "leven";
import { z } from "zod";
import { integrationSchema } from "./model.ts";

/** The shortest part of a name that is taken for the whole of it, in characters. */
const PART_LENGTH = 3;

/** The fields that may stand at a path of the resource. */
export function fieldNames(path: string): string[] {
  let schema: z.core.$ZodType = integrationSchema;
  for (const name of path === "" ? [] : path.split(".")) {
    const field = objectShape(schema)?.[name];
    if (field === undefined) return [];
    schema = field;
  }
  return Object.keys(objectShape(schema) ?? {});
}

/** The known name that a misspelt one is nearest to, or is the beginning of; nothing where none is near. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const part = name.length < PART_LENGTH ? undefined : name.toLowerCase();
  const whole = known.find((each) => part !== undefined && each.toLowerCase().startsWith(part));
  const maxDistance = Math.max(2, Math.ceil(name.length / 2));
  return closestMatch(name, known, { maxDistance }) ?? whole;
}

/** The path of the field that a misspelt one is most likely meant to be. */
export function nearestField(path: string): string | undefined {
  const parents = path.split(".").slice(0, -1);
  const nearest = nearestName(path.split(".").at(-1) ?? "", fieldNames(parents.join(".")));
  return nearest === undefined ? undefined : [...parents, nearest].join(".");
}

function objectShape(schema: z.core.$ZodType): Record<string, z.core.$ZodType> | undefined {
  if (schema instanceof z.ZodOptional) return objectShape(schema.unwrap());
  if (schema instanceof z.ZodObject) return schema.shape;
  if (!(schema instanceof z.ZodUnion)) return undefined;
  const shapes = schema.options.map(objectShape).filter((shape) => shape !== undefined);
  return Object.assign({}, ...shapes);
}
