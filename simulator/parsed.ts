import type { z } from "zod";

import { describeIssues } from "./describe-issues.ts";
import { badRequest } from "./simulator-error.ts";

/**
 * A value, checked, with its defaults filled in.
 *
 * @throws SimulatorError 400, naming each field that is wrong
 */
export function parsed<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const result = schema.safeParse(value);
  if (!result.success) throw badRequest(describeIssues(result.error));
  return result.data;
}
