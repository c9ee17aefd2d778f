import { AZURE_MODELS, type VendorBlock } from "../../integration/config.ts";
import { IntegrationError } from "../../integration/errors.ts";
import { VENDORS, type VendorName } from "../../integration/model.ts";
import { redact, repeatsSecret } from "../../integration/redact.ts";
import type { ModelFacts, Report, VendorFacts } from "../../integration/port.ts";
import { Secret } from "../../integration/secret.ts";
import { isRecord } from "../../integration/unknown.ts";
import { vendors } from "../../vendors/catalog.ts";
import type { Contract } from "../contract.ts";
import { sigmaId } from "./tenants.ts";

/** What a body of Sigma's says about the integration. `silent`: an object that does not name a vendor. */
export type Reported =
  | { kind: "present"; report: Report; configId?: string }
  | { kind: "absent" }
  | { kind: "silent" };

/** The longest text of a report that is taken over, in characters. */
const TEXT_LIMIT = 300;

/** Writes the body of a save. The keys leave their `Secret` here, and go straight into the request. */
export function saveBody(vendor: VendorBlock<Secret>, contract: Contract): string {
  const values = { ...vendor, provider: wireName(vendor.name, contract) };
  const body: Record<string, unknown> = {};
  const { constants = {}, fields } = contract.bodies[vendor.name];
  for (const [place, value] of Object.entries(constants)) setAt(body, place, value);
  for (const [role, place] of Object.entries(fields)) {
    const value = valueAt(values, role);
    if (value === undefined) continue;
    const plain = value instanceof Secret ? value.reveal() : value;
    const other = valueAt(body, place);
    if (other !== undefined && other !== plain) throw oneForBoth(vendor.name, role);
    setAt(body, place, plain);
  }
  return JSON.stringify(body);
}

/** The vendor's name in Sigma's API. */
export function wireName(name: VendorName, { bodies }: Contract): string {
  return bodies[name].provider ?? vendors[name].wireName;
}

/**
 * Reads what Sigma reports. Only a vendor that is explicitly null means `absent`. A vendor that we do not know keeps Sigma's
 * name for it. A text that is not fit to be kept and shown counts as not there: one that repeats a secret, has control
 * characters, or is very long. Answers nothing where the body has another form.
 */
export function parseReport(
  json: unknown,
  contract: Contract,
  secrets: readonly Secret[],
): Reported | undefined {
  const field = (role: string): unknown => {
    const place = contract.report.fields[role];
    const value = place === undefined ? undefined : valueAt(json, place);
    return typeof value === "string" && !isFit(value, secrets) ? undefined : value;
  };
  if (!isRecord(json)) return undefined;
  const provider = field("provider");
  if (provider === null) return { kind: "absent" };
  if (provider === undefined) return { kind: "silent" };
  if (typeof provider !== "string" || provider === "") return undefined;
  // No vendor has a name that looks like a key.
  if (redact(provider) !== provider) return undefined;

  const updatedAt = text(field("updatedAt"));
  const updatedBy = text(field("updatedBy"));
  const revision = revisionOf(field("revision"), updatedAt);
  const configId = idOf(field("configId"));
  return {
    kind: "present",
    ...(configId === undefined ? {} : { configId }),
    report: {
      facts: reportedFacts(provider, field, contract),
      ...(revision === undefined ? {} : { revision }),
      ...(updatedAt === undefined ? {} : { updatedAt }),
      ...(updatedBy === undefined ? {} : { updatedBy }),
    },
  };
}

/**
 * The value at a place of a body, such as `languageModel.apiKey`. What is inside of null is null: a block that is null says
 * the same of everything in it.
 */
export function valueAt(value: unknown, place: string): unknown {
  return place.split(".").reduce<unknown>((inner, name) => {
    if (inner === null) return null;
    return isRecord(inner) ? inner[name] : undefined;
  }, value);
}

/** Sets a value at a place of a body; what is on the way there is made. */
export function setAt(body: Record<string, unknown>, place: string, value: unknown): void {
  const [name = "", ...rest] = place.split(".");
  if (rest.length === 0) {
    body[name] = value;
    return;
  }
  const inner = isRecord(body[name]) ? body[name] : {};
  body[name] = inner;
  setAt(inner, rest.join("."), value);
}

/** The contract has one place for the values of both models. Sending one of them would lose the other. */
function oneForBoth(vendor: VendorName, role: string): IntegrationError {
  return new IntegrationError("INVALID_CONFIG", {
    path: `${vendor}.${role}`,
    problem: "Sigma's API takes one value for both models, and two are given; nothing was sent",
    expected: "the same value for both models",
    advice: "Give it once for both. The contract file (SIGMA_CONTRACT) says how Sigma's API is.",
  });
}

function reportedFacts(
  provider: string,
  field: (role: string) => unknown,
  contract: Contract,
): VendorFacts {
  const name = VENDORS.find((vendor) => wireName(vendor, contract) === provider);
  const facts: VendorFacts = { aiProvider: name ?? provider };
  for (const model of AZURE_MODELS) {
    const deploymentId = text(field(`${model}.deploymentId`));
    const endpointUrl = text(field(`${model}.endpointUrl`));
    const seen: ModelFacts = {
      ...(deploymentId === undefined ? {} : { deploymentId }),
      ...(endpointUrl === undefined ? {} : { endpointUrl }),
    };
    if (Object.keys(seen).length > 0) facts[model] = seen;
  }
  return facts;
}

/** Sigma's own revision goes before its time of change, which is coarser. Each keeps its source before the colon. */
function revisionOf(revision: unknown, updatedAt: string | undefined): string | undefined {
  if (typeof revision === "number" || text(revision) !== undefined)
    return `api:${String(revision)}`;
  return updatedAt === undefined ? undefined : `updatedAt:${updatedAt}`;
}

function idOf(value: unknown): string | undefined {
  const parsed = sigmaId.safeParse(typeof value === "number" ? String(value) : value);
  return parsed.success ? parsed.data : undefined;
}

function isFit(value: string, secrets: readonly Secret[]): boolean {
  const shows = value.length <= TEXT_LIMIT && !/[\p{Cc}\p{Cf}]/u.test(value);
  return shows && !repeatsSecret(value, secrets);
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
