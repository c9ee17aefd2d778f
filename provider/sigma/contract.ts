import { readFileSync } from "node:fs";
import { z } from "zod";
import published from "../../schema/sigma-contract.json" with { type: "json" };
import { AZURE_MODELS } from "../integration/config.ts";
import { IntegrationError } from "../integration/errors.ts";
import { VENDORS, type VendorName } from "../integration/model.ts";
import { isRecord } from "../integration/unknown.ts";

/** `observed` stands in override files only: seen to work live, by `contract probe`. */
const grade = z.enum(["published", "observed", "second-hand", "assumed"]);

const operationWith = (path: RegExp) =>
  z.strictObject({
    method: z.enum(["GET", "POST", "PUT", "PATCH", "DELETE"]),
    path: z.string().regex(path),
    grade,
  });

/** No parameters in the path: there is nothing to fill them with. */
const operation = operationWith(/^\/[^{}]*$/);

/** The organization's own id is known; ids of anything else are not. */
const settingsOperation = operationWith(/^\/(?:[^{}]|\{organizationId\})*$/);

/** What is there already may have an id of its own, which the read tells. */
const operationOnOne = operationWith(/^\/(?:[^{}]|\{organizationId\}|\{configId\})*$/);

/** The places of a body's fields by their roles: known roles only, since a misspelt one would silently not be sent. */
const fieldsOf = (roles: readonly string[], isNeeded: (role: string) => boolean) =>
  z
    .record(z.string(), z.string().min(1))
    .refine((places) => Object.keys(places).some(isNeeded))
    .superRefine((places, context) => {
      for (const role of Object.keys(places)) {
        if (!roles.includes(role)) context.addIssue({ code: "custom", path: [role] });
      }
    });

const bodyWith = (roles: readonly string[]) =>
  z.strictObject({
    grade,
    /** The vendor's name on the wire, where it is not the one in the vendor's file. */
    provider: z.string().min(1).optional(),
    /** Values that are always the same, by their places. */
    constants: z
      .record(z.string().min(1), z.union([z.string(), z.number(), z.boolean()]))
      .optional(),
    fields: fieldsOf(["provider", ...roles], (role) => /(?:^|\.)apiKey$/.test(role)),
  });

const rolesOfModels = (...roles: string[]): string[] =>
  AZURE_MODELS.flatMap((model) => roles.map((role) => `${model}.${role}`));

const body = bodyWith(["apiKey"]);

const reportFields = fieldsOf(
  [
    "provider",
    "configId",
    ...rolesOfModels("deploymentId", "endpointUrl"),
    "revision",
    "createdAt",
    "createdBy",
    "updatedAt",
    "updatedBy",
  ],
  (role) => role === "provider",
);

const contractSchema = z.strictObject({
  source: z.string(),
  version: z.string(),
  regions: z.record(z.string().regex(/^[a-z0-9-]+$/), z.url({ protocol: /^https$/ })),
  operations: z.strictObject({
    token: operation,
    whoami: operation,
    tenants: operation,
    tenant: operationWith(/^\/(?:[^{}]|\{tenantOrganizationId\})*$/),
    save: settingsOperation,
    /** How to save over what is there, where that is another operation than the first save. */
    edit: operationOnOne.nullish(),
    /** Null where it is known that there is no such operation. */
    read: settingsOperation.nullable(),
    remove: operationOnOne.nullable(),
  }),
  bodies: z.strictObject({
    openai: body,
    azureOpenai: bodyWith(rolesOfModels("deploymentId", "endpointUrl", "apiKey")),
    gemini: body,
    anthropic: body,
  } satisfies Record<VendorName, unknown>),
  report: z.strictObject({
    grade,
    /** The place of the list that a read answers with; an empty text where the answer itself is the list. */
    list: z.string().optional(),
    fields: reportFields,
  }),
});

/** What a request was answered with, live: names and numbers, never a value. */
const seen = z.strictObject({
  step: z.string(),
  method: z.string(),
  path: z.string(),
  status: z.number().nullable(),
  body: z.enum(["json", "html", "empty", "other", "none"]),
  fields: z.array(z.string()),
});

const overrideSchema = z.strictObject({
  source: z.string().optional(),
  version: z.string().optional(),
  regions: contractSchema.shape.regions.optional(),
  operations: contractSchema.shape.operations.partial().optional(),
  bodies: contractSchema.shape.bodies.partial().optional(),
  report: contractSchema.shape.report.optional(),
  /** A record for people; the client does not read it. */
  probe: z
    .strictObject({
      date: z.string(),
      vendor: z.enum(VENDORS),
      complete: z.boolean(),
      steps: z.array(seen),
    })
    .optional(),
});

/** Sigma's API as data: routes, bodies and how sure each of them is. `schema/sigma-contract.json` is the one we know. */
export type Contract = z.output<typeof contractSchema>;

/** What an override file has in it: the entries that differ, and what a probe saw. */
export type Override = z.output<typeof overrideSchema>;

/** One operation of the contract. */
export type Operation = z.output<typeof operation>;

/**
 * The contract that comes with this package, generated from `schema/sigma-api.openapi.yaml`. It is checked by a test, and not
 * once more by every process.
 */
export const PACKAGED_CONTRACT: Contract = z.custom<Contract>().parse(published);

/**
 * The contract to use: the packaged one, or with the entries of an override file in the place of its own. Throws
 * INVALID_CONTRACT where the file cannot be read or has an entry that is not understood.
 */
export function loadContract(overrideFile: string | undefined): Contract {
  if (overrideFile === undefined) return PACKAGED_CONTRACT;
  const { operations, bodies, probe: _, ...rest } = readOverride(overrideFile);
  const contract = contractSchema.parse({
    ...PACKAGED_CONTRACT,
    ...withoutUndefined(rest),
    operations: { ...PACKAGED_CONTRACT.operations, ...withoutUndefined(operations) },
    bodies: { ...PACKAGED_CONTRACT.bodies, ...withoutUndefined(bodies) },
  });
  const place = whereIdIsMissing(contract);
  if (place === undefined) return contract;
  throw invalid(
    overrideFile,
    `takes an id in operations.${place}.path that no read tells (operations.read, report.fields.configId)`,
  );
}

/** Whether an operation has the id of what is there in its path. */
export function takesConfigId(route: Pick<Operation, "path"> | null | undefined): boolean {
  return route?.path.includes("{configId}") === true;
}

/** The entries of an override file. Throws INVALID_CONTRACT, as {@link loadContract} does. */
export function readOverride(file: string): Override {
  const parsed = overrideSchema.safeParse(readJson(file));
  if (parsed.success) return parsed.data;
  const entries = parsed.error.issues.flatMap(placesOf);
  throw invalid(file, `cannot be understood at ${[...new Set(entries)].join(", ")}`);
}

function whereIdIsMissing({ operations, report }: Contract): "edit" | "remove" | undefined {
  if (operations.read !== null && report.fields["configId"] !== undefined) return undefined;
  return (["edit", "remove"] as const).find((name) => takesConfigId(operations[name]));
}

function placesOf(issue: z.core.$ZodIssue): string[] {
  const paths =
    issue.code === "unrecognized_keys"
      ? issue.keys.map((key) => [...issue.path, key])
      : [issue.path];
  return paths.map((path) => path.join(".") || "the whole file");
}

function readJson(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    const code = isRecord(error) ? String(error["code"]) : "no reason given";
    throw invalid(file, `cannot be read (${code})`);
  }
  try {
    return JSON.parse(text);
  } catch {
    throw invalid(file, "is not JSON");
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
