import type { dynamic } from "@pulumi/pulumi";
import { check, checked } from "../../integration/check.ts";
import { waitOf, type Config } from "../../integration/config.ts";
import { create } from "../../integration/create.ts";
import { toIntegrationError } from "../../integration/errors.ts";
import { plan } from "../../integration/plan.ts";
import { read } from "../../integration/read.ts";
import { remove } from "../../integration/remove.ts";
import type { Applied } from "../../integration/save.ts";
import { announceUnresolved } from "../../integration/unresolved.ts";
import { isRecord } from "../../integration/unknown.ts";
import { update } from "../../integration/update.ts";
import type { CallSettings, Runtime } from "../../runtime/runtime.ts";
import type { ConnectionFallback } from "../../sigma/connection.ts";
import { toCheckFailures } from "../check-failures.ts";
import { decodeInputs, decodeOutputs, isNothing } from "../decode.ts";
import { encodeInputs, encodeOutputs } from "../encode.ts";
import { PROVIDER_KEY } from "../wire.ts";
import { toPartialFailure, toPulumiError } from "./errors.ts";

/** Pulumi's configuration of the stack, as a provider sees it. */
export type StackConfig = Pick<dynamic.Config, "get"> | undefined;

/** The methods of a dynamic provider, with the stack's configuration as the last argument where a request may be sent. */
export interface Methods {
  check: (olds: unknown, news: unknown) => Promise<dynamic.CheckResult>;
  diff: (id: string, olds: unknown, news: unknown) => Promise<dynamic.DiffResult>;
  create: (inputs: unknown, config?: StackConfig) => Promise<dynamic.CreateResult>;
  update: (
    id: string,
    olds: unknown,
    news: unknown,
    config?: StackConfig,
  ) => Promise<dynamic.UpdateResult>;
  read: (id: string, props: unknown, config?: StackConfig) => Promise<dynamic.ReadResult>;
  remove: (id: string, props: unknown, config?: StackConfig) => Promise<void>;
}

/** Decodes, calls the core, encodes. Everything that is decided is decided in the core. */
export function createMethods(runtime: Runtime): Methods {
  return {
    check: (olds, news) =>
      guarded(async () => {
        const result = check(decodeInputs(news));
        if (!result.valid) return { failures: toCheckFailures(result.faults) };
        try {
          runtime.forPlan().claims.declare(result.config);
        } catch (error) {
          return { failures: toCheckFailures([toIntegrationError(error)]) };
        }
        if (isNothing(olds)) await announceUnresolved(result.config, runtime.forPlan());
        return { inputs: encodeInputs(news) };
      }),

    diff: (_, olds, news) =>
      guarded(async () => {
        const { claims, ...context } = runtime.forPlan();
        const desired = checked(decodeInputs(news));
        // A refresh asks for a diff with the recorded inputs; only what was checked in this run stands in the program.
        const inProgram = claims.declares(desired) ? { claims } : {};
        const list = await plan(desired, decodeOutputs(olds), { ...context, ...inProgram });
        const replaces = list.filter(({ kind }) => kind === "replace").map(({ path }) => path);
        return { changes: list.length > 0 || isForeign(olds), replaces };
      }),

    create: (inputs, config) =>
      guarded(async () => {
        const desired = checked(decodeInputs(inputs));
        const context = runtime.forOperation(desired.target, fallback(config), waiting(desired));
        const { id, outs } = recorded(await create(desired, context));
        return { id, outs };
      }),

    update: (_, olds, news, config) =>
      guarded(async () => {
        const desired = checked(decodeInputs(news));
        const context = runtime.forOperation(desired.target, fallback(config), waiting(desired));
        const { outs } = recorded(await update(decodeOutputs(olds), desired, context));
        return { outs };
      }),

    read: (id, props, config) =>
      guarded(async () => {
        const state = decodeOutputs(props);
        const live = await read(state, runtime.forOperation(state, fallback(config)));
        // An answer without an id is how Pulumi drops a resource from the state (pulumi/pulumi#20186).
        return live === undefined ? {} : { id, props: encodeOutputs(live) };
      }),

    remove: (_, props, config) =>
      guarded(async () => {
        const state = decodeOutputs(props);
        await remove(state, runtime.forOperation(state, fallback(config)));
      }),
  };
}

/**
 * Whether outputs were recorded by the plugin, so that they lack the text that a dynamic resource is read and deleted with. An
 * update adds it, and sends nothing where nothing else changes.
 */
function isForeign(outputs: unknown): boolean {
  return isRecord(outputs) && outputs[PROVIDER_KEY] === undefined;
}

/** What was applied, as Pulumi records it. Throws a partial failure where the save was not what was asked for. */
function recorded({ state, problem }: Applied): { id: string; outs: Record<string, unknown> } {
  const id = state.organizationId;
  const outs = encodeOutputs(state);
  if (problem !== undefined) throw toPartialFailure(problem, id, outs);
  return { id, outs };
}

async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Error && "reasons" in error) throw error;
    throw toPulumiError(error);
  }
}

/** A save that is tried again needs the time for it. */
function waiting({ settings }: Config): Pick<CallSettings, "wait"> {
  return { wait: waitOf(settings) };
}

/** The environment goes before the stack's configuration, which is stale on refresh (it comes from the state). */
function fallback(config: StackConfig): ConnectionFallback {
  return {
    baseUrl: config?.get("sigma:baseUrl"),
    clientId: config?.get("sigma:clientId"),
    clientSecret: config?.get("sigma:clientSecret"),
    allowAssumed: config?.get("sigma:allowAssumed"),
  };
}
