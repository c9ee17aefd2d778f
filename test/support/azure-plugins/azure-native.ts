import { createHash } from "node:crypto";
import packageJson from "@pulumi/azure-native/package.json" with { type: "json" };
import { type ArmClientOptions, createArmClient } from "./arm-client.ts";
import { accountId, azureResource, previewOutputs, sameLocation } from "./azure-resources.ts";
import type { Named, Plugin } from "./plugin.ts";
import { asProperties, changedKeys, isObject, picked, type Properties } from "./properties.ts";

/**
 * The provider `azure-native` on a simulated ARM, as far as it concerns the Cognitive Services. It names, compares, reads
 * back and retries as the real one does, and its functions do not mark what they give as secret, as the real ones do not.
 */
export function azureNativePlugin(options: ArmClientOptions): Plugin {
  const arm = createArmClient(options);
  const outputs = async (id: string, signal: AbortSignal): Promise<Properties | undefined> => {
    const found = await arm.get(id, signal);
    if (found === undefined) return undefined;
    return { ...found, azureApiVersion: API_VERSION };
  };
  const existing = async (id: string, signal: AbortSignal): Promise<Properties> => {
    const found = await outputs(id, signal);
    if (found === undefined) throw new Error(`'${id}' cannot be read after it was written`);
    return found;
  };

  return {
    name: "azure-native",
    version: packageJson.version,
    check,
    diff: (type, olds, news) => {
      const changed = changedKeys(compared(olds), compared(news));
      const { replaces } = azureResource(type);
      return { changed, replaced: changed.filter((key) => replaces.includes(key)) };
    },
    preview: (type, inputs, known) => ({
      ...previewOutputs(azureResource(type), inputs),
      ...picked(known ?? {}, ["name", "location"]),
    }),
    create: async (type, inputs, signal) => {
      const { id, body } = azureResource(type);
      const path = id(inputs);
      if ((await arm.get(path, signal)) !== undefined) {
        throw new Error(`cannot create already existing resource '${path}'`);
      }
      await arm.put(path, picked(inputs, body), signal);
      const created = await existing(path, signal);
      return { id: String(created["id"]), outputs: created };
    },
    read: async (type, recorded, signal) => {
      const found = await outputs(recorded.id, signal);
      if (found === undefined) return undefined;
      const { body } = azureResource(type);
      const inputs = withChanges(recorded.inputs, picked(recorded.outputs, body), found);
      return { id: recorded.id, inputs: asProperties(inputs), outputs: found };
    },
    update: async (type, { id, inputs }, signal) => {
      await arm.put(id, picked(inputs, azureResource(type).body), signal);
      return existing(id, signal);
    },
    remove: (_type, { id }, signal) => arm.remove(id, signal),
    invoke: async (token, args, signal) => {
      const id = accountId(args);
      if (token === "azure-native:cognitiveservices:listAccountKeys") {
        return picked(await arm.post(`${id}/listKeys`, {}, signal), ["key1", "key2"]);
      }
      if (token === "azure-native:cognitiveservices:getAccount") return existing(id, signal);
      throw new Error(`unknown function ${token}`);
    },
  };
}

const API_VERSION = "2025-06-01";

/** The name is the one there was, or the resource's own with 8 random characters. */
function check(resource: Named, news: Properties, olds: Properties): Properties {
  const { nameInput } = azureResource(resource.type);
  const inputs = { azureApiVersion: API_VERSION, ...news };
  if (news[nameInput] !== undefined) return inputs;
  const { seed, name } = resource;
  const suffix = createHash("sha256").update(seed).update(name).digest("hex").slice(0, 8);
  return {
    ...inputs,
    [nameInput]: olds[nameInput] ?? `${name}${suffix}`,
    __createBeforeDelete: true,
  };
}

function compared(inputs: Properties): Properties {
  return { ...inputs, location: sameLocation(inputs["location"]) };
}

/**
 * The inputs with what has changed at ARM since it was read last. What ARM had added by itself stays out, and so do lists
 * that are the same.
 */
function withChanges(inputs: unknown, before: unknown, now: unknown): unknown {
  if (!isObject(before) || !isObject(now)) return now;
  const changed = changedKeys(before, now).filter((key) => key in before);
  const known = asProperties(inputs);
  return {
    ...known,
    ...Object.fromEntries(
      changed.map((key) => [key, withChanges(known[key], before[key], now[key])]),
    ),
  };
}
