import { VENDORS } from "../../integration/model.ts";
import { isRecord } from "../../integration/unknown.ts";
import type { Contract } from "../contract.ts";
import { setAt, valueAt, wireName } from "./ai-config.ts";

/**
 * Reads the body of a save that somebody else has written, back into a configuration as a user writes it; it is not checked
 * yet. Answers nothing where it names no vendor that we know.
 */
export function configOfBody(json: unknown, contract: Contract): unknown {
  const vendor = VENDORS.find((name) => {
    const place = contract.bodies[name].fields["provider"];
    return place !== undefined && valueAt(json, place) === wireName(name, contract);
  });
  if (vendor === undefined || !isRecord(json)) return undefined;
  const block: Record<string, unknown> = {};
  for (const [role, place] of Object.entries(contract.bodies[vendor].fields)) {
    const value = valueAt(json, place);
    if (role !== "provider" && value !== undefined) setAt(block, role, value);
  }
  return { [vendor]: block };
}
