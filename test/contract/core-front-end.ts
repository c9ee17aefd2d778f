import { check, checked } from "../../provider/integration/check.ts";
import { create } from "../../provider/integration/create.ts";
import { plan } from "../../provider/integration/plan.ts";
import { read } from "../../provider/integration/read.ts";
import { remove } from "../../provider/integration/remove.ts";
import type { Applied } from "../../provider/integration/save.ts";
import { parseState } from "../../provider/integration/state.ts";
import { announceUnresolved } from "../../provider/integration/unresolved.ts";
import { update } from "../../provider/integration/update.ts";
import { createRuntime } from "../../provider/runtime/runtime.ts";
import { PartialFailure, type FrontEnd, type Recorded } from "./front-end.ts";

/** The core without any engine. */
export const coreFrontEnd: FrontEnd = {
  name: "core",
  lacks: [],
  state: ({ outputs }) => parseState(outputs),
  start: (environment) => {
    const runtime = createRuntime(environment, { name: "test", version: "0" });
    return {
      async check(config, before) {
        const result = check(config);
        if (!result.valid) throw new Error(result.faults.map(({ message }) => message).join("\n"));
        if (before === undefined) await announceUnresolved(result.config, runtime.forPlan());
      },
      async plan(config, { outputs }) {
        const list = await plan(checked(config), parseState(outputs), runtime.forPlan());
        if (list.some(({ kind }) => kind === "replace")) return "replace";
        return list.length > 0 ? "update" : "none";
      },
      async create(config) {
        const desired = checked(config);
        return recorded(await create(desired, runtime.forOperation(desired.target)));
      },
      async update(config, { outputs }) {
        const desired = checked(config);
        const context = runtime.forOperation(desired.target);
        return recorded(await update(parseState(outputs), desired, context));
      },
      async read({ id, outputs }) {
        const state = parseState(outputs);
        const live = await read(state, runtime.forOperation(state));
        return live === undefined ? undefined : { id, outputs: live };
      },
      async remove({ outputs }) {
        const state = parseState(outputs);
        await remove(state, runtime.forOperation(state));
      },
    };
  },
};

function recorded({ state, problem }: Applied): Recorded {
  const made = { id: state.organizationId, outputs: state };
  if (problem !== undefined) throw new PartialFailure(problem.message, made);
  return made;
}
