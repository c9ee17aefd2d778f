import type { ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import { type Exception, EXCEPTIONS_SCHEMA, today, unlessExcepted } from "./exceptions.ts";
import { isIntegration } from "./integration.ts";
import { keyFaults, textKeysOf } from "./rules.ts";
import { settingFaults } from "./settings.ts";

interface Settings {
  /** Types of resources whose outputs may be a key. */
  secretStores?: string[];
  exceptions?: Exception[];
}

/** A resource with keys that are texts, until the end of the run tells where they come from. */
interface Pending {
  faults: string[];
  /** The vendors' blocks that the keys stand in. */
  blocks: string[];
  secretStores: string[];
}

// By URN. Only the check of a resource sees its inputs, and only that of the stack what they depend on.
const pending = new Map<string, Pending>();

/** Refuses a key that is a text, unless secret stores are allowed: then {@link keysFromSecretStore} decides. */
export const keysByReference: ResourceValidationPolicy = {
  name: "keys-by-reference",
  description: "The key of an AI vendor is a reference, or comes from a secret store.",
  enforcementLevel: "mandatory",
  configSchema: {
    properties: {
      secretStores: { type: "array", items: { type: "string" }, default: [] },
      exceptions: EXCEPTIONS_SCHEMA,
    },
  },
  validateResource: (resource, reportViolation) => {
    if (!isIntegration(resource.type)) return;
    const settings = resource.getConfig<Settings>();
    const known = ["secretStores", "exceptions"];
    for (const fault of settingFaults(settings, known)) reportViolation(fault);
    const { secretStores = [], exceptions = [] } = settings;
    pending.delete(resource.urn);
    const faults = unlessExcepted(keyFaults(resource.props), resource, exceptions, today());
    if (faults.length === 0) return;
    if (secretStores.length === 0) {
      for (const fault of faults) reportViolation(fault);
      return;
    }
    const blocks = textKeysOf(resource.props).map(({ path }) => path.split(".")[0] ?? path);
    pending.set(resource.urn, { faults, blocks, secretStores });
  },
};

/** Refuses a key that is a text and that depends on no secret store. */
export const keysFromSecretStore: StackValidationPolicy = {
  name: "keys-from-secret-store",
  description: "A key that is no reference is an output of a secret store.",
  enforcementLevel: "mandatory",
  validateStack: ({ resources }, reportViolation) => {
    for (const { urn, propertyDependencies } of resources) {
      const { blocks = [], faults = [], secretStores = [] } = pending.get(urn) ?? {};
      const isFromStore = (block: string): boolean =>
        (propertyDependencies[block] ?? []).some(({ type }) => secretStores.includes(type));
      if (blocks.every(isFromStore)) continue;
      const stores = `, or an output of ${secretStores.join(", ")}`;
      for (const fault of faults) reportViolation(`${fault}${stores}`, urn);
    }
  },
};
