import type { z } from "zod";

import { describeIssues } from "../describe-issues.ts";
import { invalid } from "./arm-error.ts";
import type { Azure } from "./azure.ts";

/** The methods that Azure Resource Manager knows here. */
export type ArmMethod = "GET" | "PUT" | "PATCH" | "POST" | "DELETE";

/** One request, read to its end. */
export interface ArmRequest {
  readonly parameters: ReadonlyMap<string, string>;
  /** The JSON body without what is null in it; undefined where there is none. */
  readonly body: unknown;
  /** Where the request came to, for links in the answer. */
  readonly origin: string;
  readonly apiVersion: string;
}

/** What is answered. */
export interface ArmAnswer {
  readonly status: 200 | 201 | 202 | 204;
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One operation of Azure Resource Manager. */
export interface ArmRoute {
  readonly method: ArmMethod;
  /** The path, with `{name}` for parameters. Compared without regard to case. */
  readonly path: string;
  readonly handle: (request: ArmRequest, azure: Azure) => ArmAnswer;
}

/** The route that fits a request, with its parameters; `method` where only the method does not fit. */
export function findRoute(
  routes: readonly ArmRoute[],
  method: string,
  path: string,
): { route: ArmRoute; parameters: ReadonlyMap<string, string> } | "method" | undefined {
  const given = segments(path).map((segment) => decodeURIComponent(segment));
  let known = false;
  for (const route of routes) {
    const parameters = match(segments(route.path), given);
    if (parameters === undefined) continue;
    known = true;
    if (route.method === method || (method === "HEAD" && route.method === "GET")) {
      return { route, parameters };
    }
  }
  return known ? "method" : undefined;
}

/** A parameter of the path; empty where the path has none of that name. */
export function parameter({ parameters }: ArmRequest, name: string): string {
  return parameters.get(name) ?? "";
}

/**
 * The body, checked.
 *
 * @throws ArmError 400 InvalidRequestContent, naming each field that is wrong
 */
export function bodyOf<T extends z.ZodType>({ body }: ArmRequest, schema: T): z.output<T> {
  const result = schema.safeParse(body ?? {});
  if (result.success) return result.data;
  throw invalid(
    "InvalidRequestContent",
    `The request content was invalid and could not be deserialized: '${describeIssues(result.error)}'.`,
  );
}

function segments(path: string): string[] {
  return path.split("/").filter((segment) => segment !== "");
}

function match(
  pattern: readonly string[],
  given: readonly string[],
): ReadonlyMap<string, string> | undefined {
  if (pattern.length !== given.length) return undefined;
  const parameters = new Map<string, string>();
  for (const [index, wanted] of pattern.entries()) {
    const segment = given[index] ?? "";
    if (wanted.startsWith("{")) parameters.set(wanted.slice(1, -1), segment);
    else if (wanted.toLowerCase() !== segment.toLowerCase()) return undefined;
  }
  return parameters;
}
