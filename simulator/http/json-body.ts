import type { z } from "zod";

import { parsed } from "../parsed.ts";
import { badRequest } from "../simulator-error.ts";
import type { SimulatorContext } from "./env.ts";

/**
 * The JSON body of a request, checked. An absent body counts as `{}`.
 *
 * @throws SimulatorError 400, naming each field that is wrong
 */
export async function readJson<T extends z.ZodType>(
  c: SimulatorContext,
  schema: T,
): Promise<z.output<T>> {
  return parsed(schema, await json(c));
}

async function json(c: SimulatorContext): Promise<unknown> {
  const text = await c.req.text();
  if (text === "") return {};
  try {
    return JSON.parse(text);
  } catch {
    throw badRequest("The body is not valid JSON");
  }
}
