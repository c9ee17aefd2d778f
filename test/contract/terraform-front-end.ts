import { UNKNOWN, isRecord } from "../../provider/integration/unknown.ts";
import { decodeState } from "../../provider/terraform/decode.ts";
import { createProvider, type Provider } from "../../provider/terraform/provider.ts";
import type { Diagnostic } from "../../provider/terraform/protocol/gen/tfplugin6.ts";
import { applyResourceChange } from "../../provider/terraform/rpc/apply-resource-change.ts";
import { planResourceChange } from "../../provider/terraform/rpc/plan-resource-change.ts";
import { readResource } from "../../provider/terraform/rpc/read-resource.ts";
import { upgradeResourceState } from "../../provider/terraform/rpc/upgrade-resource-state.ts";
import { validateResourceConfig } from "../../provider/terraform/rpc/validate-resource-config.ts";
import { RESOURCE, resourceBlock } from "../../provider/terraform/schema.ts";
import { camelCase, snakeCase } from "../../provider/terraform/spelling.ts";
import { conform } from "../../provider/terraform/values/conform.ts";
import {
  isObject,
  toValue,
  type ObjectValue,
  type Value,
} from "../../provider/terraform/values/value.ts";
import { decodeObject, encodeDynamic } from "../../provider/terraform/wire.ts";
import {
  PartialFailure,
  type FrontEnd,
  type Planned,
  type Recorded,
  type Run,
} from "./front-end.ts";

const NO_BYTES = new Uint8Array();
const WRITE_ONLY = { deferralAllowed: false, writeOnlyAttributesAllowed: true };
const CALL = { signal: new AbortController().signal };

/** The RPCs of the Terraform provider, called as Terraform calls them: values in msgpack, states through JSON. */
export const terraformFrontEnd: FrontEnd = {
  name: "terraform",
  lacks: ["references", "loose types", "spellings", "connections"],
  state: ({ outputs }) => decodeState(asObject(outputs)),
  start: ({ print, ...environment }) =>
    startRun(createProvider({ ...environment, print: (line) => print(asCore(line)) }), print),
};

function startRun(provider: Provider, print: (line: string) => void): Run {
  /** Shows the warnings, and throws the errors. */
  const heed = (diagnostics: readonly Diagnostic[]): void => {
    const texts = diagnostics.map(({ severity, detail }) => ({ severity, text: asCore(detail) }));
    for (const { severity, text } of texts) {
      if (severity !== 2 || !text.startsWith("org-")) continue;
      print(text);
      print(text.replace(": ", ": warning: "));
    }
    const errors = texts.filter(({ severity }) => severity === 1).map(({ text }) => text);
    if (errors.length > 0) throw new Error(errors.join("\n"));
  };

  const plan = async (
    config: ObjectValue | null,
    prior: ObjectValue | null,
    shown = true,
  ): Promise<{ planned: ObjectValue | null; replaces: boolean }> => {
    const answer = await planResourceChange(
      {
        typeName: RESOURCE,
        priorState: encodeDynamic(prior),
        proposedNewState: encodeDynamic(config),
        config: encodeDynamic(config),
        priorPrivate: NO_BYTES,
        clientCapabilities: WRITE_ONLY,
      },
      provider,
    );
    heed(shown ? answer.diagnostics : answer.diagnostics.filter(({ severity }) => severity === 1));
    const replaces = answer.requiresReplace.length > 0;
    return { planned: decodeObject(answer.plannedState), replaces };
  };

  const apply = async (
    config: ObjectValue | null,
    prior: ObjectValue | null,
    planned: ObjectValue | null,
  ): Promise<ObjectValue | null> => {
    const answer = await applyResourceChange(
      {
        typeName: RESOURCE,
        priorState: encodeDynamic(prior),
        plannedState: encodeDynamic(planned),
        config: encodeDynamic(config),
        plannedPrivate: NO_BYTES,
      },
      provider,
      CALL,
    );
    const state = decodeObject(answer.newState);
    heed(answer.diagnostics);
    // Terraform would replace what a failed create has made, so that such a failure is told as a warning.
    const failure = answer.diagnostics.find(({ detail }) => detail.includes("[SAVED_DIFFERENTLY"));
    if (failure !== undefined) throw new PartialFailure(failure.detail, recordedOf(state));
    if (planned !== null && state !== null) demandAsPlanned(planned, state, RESOURCE);
    return state;
  };

  const check = async (config: unknown): Promise<ObjectValue> => {
    const written = asConfig(config);
    const { diagnostics } = await validateResourceConfig(
      { typeName: RESOURCE, config: encodeDynamic(written), clientCapabilities: WRITE_ONLY },
      provider,
    );
    heed(diagnostics);
    return written;
  };

  return {
    check: async (config) => void (await check(config)),
    async plan(config, recorded): Promise<Planned> {
      const prior = await upgraded(recorded, provider);
      const { planned, replaces } = await plan(await check(config), prior);
      if (replaces) return "replace";
      return isSame(planned, prior) ? "none" : "update";
    },
    async create(config) {
      const written = await check(config);
      const { planned } = await plan(written, null, false);
      return recordedOf(await apply(written, null, planned));
    },
    async update(config, recorded) {
      const prior = await upgraded(recorded, provider);
      const written = await check(config);
      const { planned } = await plan(written, prior, false);
      return recordedOf(await apply(written, prior, planned));
    },
    async read(recorded) {
      const answer = await readResource(
        {
          typeName: RESOURCE,
          currentState: encodeDynamic(await upgraded(recorded, provider)),
          private: NO_BYTES,
        },
        provider,
        CALL,
      );
      heed(answer.diagnostics);
      const state = decodeObject(answer.newState);
      return state === null ? undefined : recordedOf(state);
    },
    async remove(recorded) {
      const prior = await upgraded(recorded, provider);
      await plan(null, prior, false);
      await apply(null, prior, null);
    },
  };
}

/** What is recorded goes through JSON, and comes back through the upgrade, even where nothing has changed. */
async function upgraded({ outputs }: Recorded, provider: Provider): Promise<ObjectValue> {
  const json = Buffer.from(JSON.stringify(outputs));
  const answer = await upgradeResourceState(
    { typeName: RESOURCE, version: 0, rawState: { json, flatmap: {} } },
    provider,
  );
  return asObject(decodeObject(answer.upgradedState));
}

function recordedOf(state: ObjectValue | null): Recorded {
  const outputs = asObject(state);
  const { id } = outputs;
  if (typeof id !== "string") throw new Error("no id");
  return { id, outputs };
}

/** A configuration of the table, as Terraform sends it: keys write-only, and every attribute there. */
function asConfig(config: unknown): ObjectValue {
  const written = asObject(toValue(spelled(config)));
  const { attributes } = resourceBlock;
  return { ...conformKeepingKeys(written), ...pick(written, Object.keys(attributes)) };
}

function conformKeepingKeys(written: ObjectValue): ObjectValue {
  return conform(written, resourceBlock);
}

function pick(object: ObjectValue, names: readonly string[]): ObjectValue {
  return Object.fromEntries(Object.entries(object).filter(([name]) => names.includes(name)));
}

function spelled(value: unknown): unknown {
  if (value === UNKNOWN || !isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [
      { apiKey: "api_key_wo", apiKeyVersion: "api_key_wo_version" }[name] ?? snakeCase(name),
      name === "preflight" && typeof field === "string" ? { mode: field } : spelled(field),
    ]),
  );
}

/** Texts name fields as Terraform spells them; the table spells them as the core does. */
function asCore(text: string): string {
  return text
    .replaceAll(/\bapi_key_wo\b/g, "apiKey")
    .replaceAll(/\b[a-z]+(?:_[a-z]+)+\b/g, camelCase);
}

/** Terraform's own rule: what a plan has promised, an apply must keep. */
function demandAsPlanned(planned: Value, actual: Value, path: string): void {
  if (planned === UNKNOWN) return;
  if (isObject(planned) && isObject(actual)) {
    for (const name of Object.keys(planned)) {
      demandAsPlanned(planned[name] ?? null, actual[name] ?? null, `${path}.${name}`);
    }
    return;
  }
  if (!isSame(planned, actual)) throw new Error(`inconsistent result after apply at ${path}`);
}

function isSame(one: Value, other: Value): boolean {
  return Buffer.from(encodeDynamic(one).msgpack).equals(encodeDynamic(other).msgpack);
}

function asObject(value: unknown): ObjectValue {
  const object = toValue(value);
  if (!isObject(object)) throw new Error("no object");
  return object;
}
