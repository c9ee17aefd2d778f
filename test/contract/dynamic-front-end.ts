import { runtime as pulumi } from "@pulumi/pulumi";
import { decodeOutputs } from "../../provider/pulumi/decode.ts";
import { createMethods } from "../../provider/pulumi/dynamic/methods.ts";
import { isRecord } from "../../provider/integration/unknown.ts";
import { createRuntime } from "../../provider/runtime/runtime.ts";
import { PartialFailure, type FrontEnd, type Recorded } from "./front-end.ts";

/** The methods of the dynamic provider, called as Pulumi's engine calls them: inputs checked first, secrets stripped. */
export const dynamicFrontEnd: FrontEnd = {
  name: "pulumi dynamic",
  lacks: [],
  state: ({ outputs }) => decodeOutputs(outputs),
  start: (environment) => {
    const methods = createMethods(createRuntime(environment, { name: "test", version: "0" }));
    const checkedInputs = async (config: unknown, before: unknown = {}): Promise<unknown> => {
      const { inputs, failures = [] } = await methods.check(before, asSent(config));
      if (failures.length > 0) throw new Error(failures.map(({ reason }) => reason).join("\n"));
      return withoutSecretMarks(inputs);
    };
    return {
      check: async (config, recorded) => void (await checkedInputs(config, recorded?.outputs)),
      async plan(config, { id, outputs }) {
        const news = await checkedInputs(config, outputs);
        const { changes, replaces = [] } = await methods.diff(id, outputs, news);
        if (replaces.length > 0) return "replace";
        return changes === true ? "update" : "none";
      },
      async create(config) {
        const inputs = await checkedInputs(config);
        return partial(async () => {
          const { id, outs } = await methods.create(inputs);
          return { id, outputs: asSent(outs) };
        });
      },
      async update(config, { id, outputs }) {
        const news = await checkedInputs(config, outputs);
        return partial(async () => {
          const { outs } = await methods.update(id, outputs, news);
          return { id, outputs: asSent(outs) };
        });
      },
      async read({ id, outputs }) {
        const result = await methods.read(id, outputs);
        return result.id === undefined ? undefined : { id, outputs: asSent(result.props) };
      },
      remove: ({ id, outputs }) => methods.remove(id, outputs),
    };
  },
};

/** What crosses to the engine and back, with Pulumi's own key along with it. */
function asSent(properties: unknown): unknown {
  const sent: unknown = JSON.parse(JSON.stringify(properties));
  return isRecord(sent) ? { ...sent, __provider: "exports.handler = …" } : sent;
}

/** The engine takes the marks off before it calls a provider that does not accept secrets. */
function withoutSecretMarks(value: unknown): unknown {
  if (!isRecord(value)) return value;
  if (value[pulumi.specialSigKey] === pulumi.specialSecretSig) return value["value"];
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [name, withoutSecretMarks(field)]),
  );
}

async function partial(work: () => Promise<Recorded>): Promise<Recorded> {
  try {
    return await work();
  } catch (error) {
    if (isRecord(error) && typeof error["id"] === "string") {
      throw new PartialFailure(String(error["message"]), {
        id: error["id"],
        outputs: asSent(error["properties"]),
      });
    }
    throw error;
  }
}
