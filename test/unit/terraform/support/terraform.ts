import type {
  DynamicValue,
  RawState,
} from "../../../../provider/terraform/protocol/gen/tfplugin6.ts";
import { RESOURCE } from "../../../../provider/terraform/schema.ts";
import { decodeObject } from "../../../../provider/terraform/wire.ts";
import type { ObjectValue } from "../../../../provider/terraform/values/value.ts";
import type { Simulator } from "../../../../simulator/index.ts";
import { acmeAdmin } from "../../../support/acme-admin.ts";
import {
  asDynamic,
  RPC,
  startProcess,
  type ProviderProcess,
  type Surroundings,
} from "./process.ts";
import { errorsOf, shownOf, type Shown } from "./shown.ts";

export { simulate } from "../../sigma/support/simulator.ts";

/** What every answer tells. */
export interface Answer {
  shown: Shown[];
  /** The whole answer, as it goes over the wire. */
  bytes: Buffer;
}

/** An answer with an object in it. */
export interface StateAnswer extends Answer {
  state: ObjectValue | null;
  identity: ObjectValue | null;
}

/** The answer of a plan. */
export interface PlanAnswer extends StateAnswer {
  /** The attributes for which the resource is replaced. */
  replaces: string[];
}

/** Terraform's side of the calls, against one process of the provider. */
export interface Terraform {
  process: ProviderProcess;
  validate: (config: ObjectValue, writeOnlyAllowed?: boolean) => Promise<Answer>;
  plan: (config: ObjectValue | null, prior: ObjectValue | null) => Promise<PlanAnswer>;
  apply: (
    config: ObjectValue | null,
    prior: ObjectValue | null,
    planned: ObjectValue | null,
    signal?: AbortSignal,
  ) => Promise<StateAnswer>;
  read: (state: ObjectValue | null, signal?: AbortSignal) => Promise<StateAnswer>;
  upgrade: (rawState: RawState | undefined, version?: number) => Promise<StateAnswer>;
  importState: (id: string, identity?: ObjectValue) => Promise<StateAnswer>;
  move: (sourceTypeName: string, source: unknown) => Promise<StateAnswer>;
  data: (typeName: string, config: ObjectValue) => Promise<StateAnswer>;
  stop: () => Promise<void>;
  /** Plans and applies, and takes the state through JSON as Terraform does. Fails the test at an error. */
  settle: (config: ObjectValue, prior?: ObjectValue | null) => Promise<ObjectValue>;
}

/** Acme's admin, at a simulator that runs at an address. */
export function environment(url: string): Record<string, string> {
  return { ...acmeAdmin(url), SIGMA_AI_VENDOR_ORIGINS: `*=${url}` };
}

/** Starts a process of the provider with Acme's credentials; `over` lies over its environment. */
export async function connect(
  { url }: Pick<Simulator, "url">,
  { env = {}, config = {} }: Surroundings = {},
): Promise<Terraform> {
  return createTerraform(await startProcess({ env: { ...environment(url), ...env }, config }));
}

/** Terraform's side of a process. */
export function createTerraform(process: ProviderProcess): Terraform {
  const typeName = RESOURCE;
  const terraform: Terraform = {
    process,
    async validate(config, writeOnlyAllowed = true) {
      const { message, bytes } = await process.call(RPC.validateResourceConfig, {
        typeName,
        config: asDynamic(config),
        clientCapabilities: {
          deferralAllowed: false,
          writeOnlyAttributesAllowed: writeOnlyAllowed,
        },
      });
      return { shown: shownOf(message.diagnostics), bytes };
    },
    async plan(config, prior) {
      const { message, bytes } = await process.call(RPC.planResourceChange, {
        typeName,
        config: asDynamic(config),
        priorState: asDynamic(prior),
        proposedNewState: asDynamic(config),
      });
      return {
        ...answered(message.plannedState, message.plannedIdentity?.identityData),
        replaces: message.requiresReplace.map(({ steps }) =>
          steps.map(({ attributeName = "" }) => attributeName).join("."),
        ),
        shown: shownOf(message.diagnostics),
        bytes,
      };
    },
    async apply(config, prior, planned, signal) {
      const request = {
        typeName,
        config: asDynamic(config),
        priorState: asDynamic(prior),
        plannedState: asDynamic(planned),
      };
      const { message, bytes } = await process.call(RPC.applyResourceChange, request, signal);
      const { newState, newIdentity, diagnostics } = message;
      return {
        ...answered(newState, newIdentity?.identityData),
        shown: shownOf(diagnostics),
        bytes,
      };
    },
    async read(state, signal) {
      const request = { typeName, currentState: asDynamic(state) };
      const { message, bytes } = await process.call(RPC.readResource, request, signal);
      const { newState, newIdentity, diagnostics } = message;
      return {
        ...answered(newState, newIdentity?.identityData),
        shown: shownOf(diagnostics),
        bytes,
      };
    },
    async upgrade(rawState, version = 0) {
      const request = { typeName, version, ...(rawState === undefined ? {} : { rawState }) };
      const { message, bytes } = await process.call(RPC.upgradeResourceState, request);
      return { ...answered(message.upgradedState), shown: shownOf(message.diagnostics), bytes };
    },
    async importState(id, identity) {
      const { message, bytes } = await process.call(RPC.importResourceState, {
        typeName,
        id,
        ...(identity === undefined ? {} : { identity: { identityData: asDynamic(identity) } }),
      });
      const [imported] = message.importedResources;
      return {
        ...answered(imported?.state, imported?.identity?.identityData),
        shown: shownOf(message.diagnostics),
        bytes,
      };
    },
    async move(sourceTypeName, source) {
      const { message, bytes } = await process.call(RPC.moveResourceState, {
        sourceProviderAddress: "registry.terraform.io/mastercard/restapi",
        sourceTypeName,
        sourceState: rawStateOf(source),
        targetTypeName: typeName,
      });
      const { targetState, targetIdentity, diagnostics } = message;
      return {
        ...answered(targetState, targetIdentity?.identityData),
        shown: shownOf(diagnostics),
        bytes,
      };
    },
    async data(name, config) {
      const request = { typeName: name, config: asDynamic(config) };
      const { message, bytes } = await process.call(RPC.readDataSource, request);
      return { ...answered(message.state), shown: shownOf(message.diagnostics), bytes };
    },
    async stop() {
      await process.call(RPC.stopProvider, {});
    },
    async settle(config, prior = null) {
      const { state: planned, shown: atPlan } = await terraform.plan(config, prior);
      const { state, shown } = await terraform.apply(config, prior, planned);
      const errors = errorsOf([...atPlan, ...shown]);
      if (state === null || errors.length > 0) throw new Error(`not applied: ${errors.join()}`);
      return recorded(terraform, state);
    },
  };
  return terraform;
}

/** What is recorded goes through JSON, and comes back through the upgrade. */
export async function recorded(terraform: Terraform, state: ObjectValue): Promise<ObjectValue> {
  const { state: upgraded } = await terraform.upgrade(rawStateOf(state));
  if (upgraded === null) throw new Error("the state does not come back");
  return upgraded;
}

/** A value of JSON, or a text that may be none, as a state comes. */
export function rawStateOf(value: unknown): RawState {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return { json: Buffer.from(text), flatmap: {} };
}

function answered(
  state: DynamicValue | undefined,
  identity?: DynamicValue,
): Pick<StateAnswer, "state" | "identity"> {
  return { state: decodeObject(state), identity: decodeObject(identity) };
}
