import { dynamic, secret, type CustomResourceOptions, type Output } from "@pulumi/pulumi";
import type { IntegrationState } from "../../integration/state.ts";
import type { ExternalAiIntegrationArgs } from "./args.ts";
import { stub } from "./stub.ts";

/** Every output, declared so that Pulumi gives it a place. None of them is ever a credential. */
const OUTPUTS = {
  organizationId: undefined,
  aiProvider: undefined,
  status: undefined,
  driftVisibility: undefined,
  applied: undefined,
  remote: undefined,
  credentialFingerprint: undefined,
  keyVersions: undefined,
  appliedRevision: undefined,
  remoteRevision: undefined,
  updatedAt: undefined,
  updatedBy: undefined,
  tenant: undefined,
  connection: undefined,
  existing: undefined,
  preflight: undefined,
  validationWait: undefined,
  removal: undefined,
  credentialDrift: undefined,
  expectedOrganizationId: undefined,
} as const satisfies Record<keyof IntegrationState, undefined>;

/**
 * The external AI provider of a Sigma organization, or of one of its tenants: what an admin adds, edits and removes under
 * Administration > AI settings. Its id is the organization's.
 *
 * Sigma's credentials come from the environment of `pulumi`: `SIGMA_BASE_URL`, `SIGMA_CLIENT_ID` and
 * `SIGMA_CLIENT_SECRET`.
 *
 * @example
 * new ExternalAiIntegration("ai", { openai: { apiKey: { fromEnv: "OPENAI_API_KEY" } } });
 */
export class ExternalAiIntegration extends dynamic.Resource {
  /** The organization that is configured; also the id. */
  declare readonly organizationId: Output<string>;
  /** The vendor as Sigma reports it, else as last saved. */
  declare readonly aiProvider: Output<string>;
  /** `configured`: Sigma can be asked; `unverified`: saved, and cannot be read back. */
  declare readonly status: Output<IntegrationState["status"]>;
  /** How much of an outside change can be seen. */
  declare readonly driftVisibility: Output<IntegrationState["driftVisibility"]>;
  /** Vendor, endpoints and deployments as last saved, without keys. */
  declare readonly applied: Output<IntegrationState["applied"]>;
  /** The same as Sigma reports it now; where Sigma does not report a field, as last saved. */
  declare readonly remote: Output<IntegrationState["remote"]>;
  /** Salted trace of the keys last saved. */
  declare readonly credentialFingerprint: Output<string | undefined>;
  /** Versions of the keys last saved, by the path of the key, where they were given. */
  declare readonly keyVersions: Output<Record<string, number> | undefined>;
  /** Sigma's revision after the last save of this resource. */
  declare readonly appliedRevision: Output<string | undefined>;
  /** Sigma's revision at the last refresh. */
  declare readonly remoteRevision: Output<string | undefined>;
  /** When the integration was last changed, as Sigma reports it. */
  declare readonly updatedAt: Output<string | undefined>;
  /** Who changed it last, as Sigma reports it. */
  declare readonly updatedBy: Output<string | undefined>;
  /** The tenant, where one is configured. */
  declare readonly tenant: Output<string | undefined>;
  /** The connection that is used. */
  declare readonly connection: Output<string | undefined>;
  /** What deleting the resource does at Sigma. */
  declare readonly removal: Output<IntegrationState["removal"]>;
  /** What a key that was changed outside leads to. */
  declare readonly credentialDrift: Output<IntegrationState["credentialDrift"]>;

  constructor(name: string, args: ExternalAiIntegrationArgs, options?: CustomResourceOptions) {
    super(
      stub,
      name,
      // A program in JavaScript may give none; the check then says what is missing.
      { ...OUTPUTS, ...withSecretKeys({ ...args }) },
      options,
      "sigma",
      "ExternalAiIntegration",
    );
  }
}

/**
 * Marks every key that stands in the program itself as a secret, before anything leaves it. A block that is an output as a
 * whole is left as it is; the provider's check marks its keys before they reach the state.
 */
function withSecretKeys(fields: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]: [string, unknown]) => {
      if (isPlainObject(field)) return [name, withSecretKeys(field)];
      return [name, name === "apiKey" && field !== undefined ? secret(field) : field];
    }),
  );
}

/** An object written in the program, as opposed to an output or a promise. */
function isPlainObject(value: unknown): value is object {
  return (
    typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype
  );
}
