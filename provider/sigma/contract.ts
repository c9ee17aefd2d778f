import { readFileSync } from "node:fs";
import { z } from "zod";
import published from "../../schema/sigma-contract.json" with { type: "json" };
import { IntegrationError } from "../integration/errors.ts";
import type { VendorName } from "../integration/model.ts";

const grade = z.enum(["published", "second-hand", "assumed"]);

const operation = z.strictObject({
  method: z.enum(["GET", "POST", "PUT", "PATCH", "DELETE"]),
  path: z.string().startsWith("/"),
  grade,
});

const fields = z.record(z.string(), z.string().min(1));

const body = z.strictObject({
  grade,
  /** The vendor's name on the wire, where it is not the one in the vendor's file. */
  provider: z.string().min(1).optional(),
  fields,
});

const contractSchema = z.strictObject({
  source: z.string(),
  version: z.string(),
  regions: z.record(z.string(), z.url()),
  operations: z.strictObject({
    token: operation,
    whoami: operation,
    tenants: operation,
    tenant: operation,
    save: operation,
    /** Null where it is known that there is no such operation. */
    read: operation.nullable(),
    remove: operation.nullable(),
  }),
  bodies: z.strictObject({
    openai: body,
    azureOpenai: body,
    gemini: body,
    anthropic: body,
  } satisfies Record<VendorName, unknown>),
  report: z.strictObject({ grade, fields }),
});

const overrideSchema = z.strictObject({
  source: z.string().optional(),
  version: z.string().optional(),
  regions: contractSchema.shape.regions.optional(),
  operations: contractSchema.shape.operations.partial().optional(),
  bodies: contractSchema.shape.bodies.partial().optional(),
  report: contractSchema.shape.report.optional(),
});

/** Sigma's API as data: routes, bodies and how sure each of them is. `schema/sigma-contract.json` is the one we know. */
export type Contract = z.output<typeof contractSchema>;

/** One operation of the contract. */
export type Operation = z.output<typeof operation>;

/** The contract that comes with this package, generated from `schema/sigma-api.openapi.yaml`. */
export const PACKAGED_CONTRACT: Contract = contractSchema.parse(published);

/**
 * The contract to use: the packaged one, or with the entries of an override file in the place of its own. Throws
 * INVALID_CONTRACT where the file cannot be read or has an entry that is not understood.
 */
export function loadContract(overrideFile: string | undefined): Contract {
  if (overrideFile === undefined) return PACKAGED_CONTRACT;
  const parsed = overrideSchema.safeParse(readJson(overrideFile));
  if (!parsed.success) {
    const entries = parsed.error.issues.map((issue) => issue.path.join(".") || "the whole file");
    throw invalid(overrideFile, `cannot be understood at ${[...new Set(entries)].join(", ")}`);
  }
  const { operations, bodies, ...rest } = parsed.data;
  return contractSchema.parse({
    ...PACKAGED_CONTRACT,
    ...withoutUndefined(rest),
    operations: { ...PACKAGED_CONTRACT.operations, ...withoutUndefined(operations) },
    bodies: { ...PACKAGED_CONTRACT.bodies, ...withoutUndefined(bodies) },
  });
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    throw invalid(file, "cannot be read as JSON");
  }
}

function invalid(file: string, problem: string): IntegrationError {
  return new IntegrationError("INVALID_CONTRACT", {
    path: "SIGMA_CONTRACT",
    problem: `the contract file "${file}" ${problem}`,
  });
}

function withoutUndefined(record: object = {}): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
}
