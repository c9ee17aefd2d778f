import { setImmediate } from "node:timers/promises";
import * as pulumi from "@pulumi/pulumi";

type Properties = Record<string, unknown>;

/** A resource that a program has made, as the engine got it. */
export interface Registered {
  type: string;
  name: string;
  inputs: Properties;
}

/** A world in which nothing is real: what a program makes and asks for is written down, and answered as Azure would. */
export interface World {
  /** What happened, in order: "> NAME" where something begins, "< NAME" where it ends. */
  events: string[];
  registered: Registered[];
  calls: { token: string; inputs: Properties }[];
  /** The resource of a name. */
  resource: (name: string) => Registered;
  /** Waits until everything that has begun has ended. */
  settled: () => Promise<void>;
}

/** How this world's Azure is. */
export interface WorldOptions {
  preview?: boolean;
  /** What Azure reports of every account, over what was asked for. */
  account?: Properties;
  /** What Azure answers when it is asked for keys. */
  keys?: Properties;
}

/** Turns of the event loop that everything takes, in which all that may begin does. */
const TURNS = 20;

/** Starts a world. Programs of the same test file that still run see the new one. */
export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const { preview = false, account = {}, keys = { key1: "one", key2: "two" } } = options;
  const world: World = {
    events: [],
    registered: [],
    calls: [],
    resource: (name) => {
      const found = world.registered.find((each) => each.name === name);
      if (found === undefined) throw new Error(`no resource ${name}`);
      return found;
    },
    settled: async () => {
      for (let quiet = 0, seen = -1; quiet < TURNS * 2; quiet += 1) {
        await setImmediate();
        if (seen !== world.events.length) quiet = 0;
        seen = world.events.length;
      }
    },
  };
  const lasting = async <Result>(name: string, result: Result): Promise<Result> => {
    world.events.push(`> ${name}`);
    for (let turn = 0; turn < TURNS; turn += 1) await setImmediate();
    world.events.push(`< ${name}`);
    return result;
  };
  await pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs }) => {
        world.registered.push({ type, name, inputs });
        return lasting(name, { id: `${name}-id`, state: stateOf(type, inputs, account) });
      },
      call: ({ token, inputs }) => {
        world.calls.push({ token, inputs });
        const name = token.split(":").at(-1) ?? "";
        const found = { name: inputs["accountName"], properties: { ...account } };
        return lasting(name, name === "listAccountKeys" ? keys : found);
      },
    },
    "project",
    "stack",
    preview,
  );
  return world;
}

/** The value of an output, once it is there; its error where there is none. */
export async function valueOf<Value>(output: pulumi.Output<Value>): Promise<pulumi.Unwrap<Value>> {
  const { promise } = output as unknown as { promise: () => Promise<pulumi.Unwrap<Value>> };
  return promise.call(output);
}

/** What Azure makes of what it is asked for. */
function stateOf(type: string, inputs: Properties, account: Properties): Properties {
  switch (type) {
    case "random:index/randomString:RandomString":
      return { ...inputs, result: "a1b2c3" };
    case "azure-native:cognitiveservices:Account": {
      const properties = { ...(inputs["properties"] as Properties) };
      const host = `https://${String(properties["customSubDomainName"])}.openai.azure.com/`;
      return {
        ...inputs,
        name: inputs["accountName"],
        properties: {
          endpoints: { "OpenAI Language Model Instance API": host },
          ...properties,
          ...account,
        },
      };
    }
    case "azure-native:cognitiveservices:Deployment":
      return { ...inputs, name: inputs["deploymentName"] };
    default:
      return inputs;
  }
}
