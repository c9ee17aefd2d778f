import { AZURE_MODELS, type VendorBlock } from "./config.ts";
import { IntegrationError } from "./errors.ts";
import { credentialFault, keyFaultOf } from "./faults.ts";
import { integrationSchema, type Credential } from "./model.ts";
import { redact } from "./redact.ts";
import { Secret } from "./secret.ts";

/** Where key references are looked up. The core reads no environment and no files itself. */
export interface CredentialSource {
  /** The value of an environment variable, or nothing where it is not set. */
  env: (name: string) => string | undefined;
  /** The text of a file. Throws an error with a `code` of Node's ("ENOENT") where it cannot be read. */
  file: (path: string) => Promise<string>;
}

/** One key of a vendor's block, its path in the resource, and its version where one is given. */
export interface KeySlot<Key> {
  path: string;
  key: Key;
  version: number | undefined;
}

/** The keys of a vendor's block, in the fixed order that the fingerprint relies on. */
export function keySlots<Key>(vendor: VendorBlock<Key>): KeySlot<Key>[] {
  if (vendor.name !== "azureOpenai") {
    return [{ path: `${vendor.name}.apiKey`, key: vendor.apiKey, version: vendor.keyVersion }];
  }
  // A key given once for both models is one and the same object in both, and was written at the block.
  const shared = vendor.languageModel.apiKey === vendor.embeddingModel.apiKey;
  return AZURE_MODELS.map((model) => ({
    path: shared ? "azureOpenai.apiKey" : `azureOpenai.${model}.apiKey`,
    key: vendor[model].apiKey,
    version: vendor[model].keyVersion,
  }));
}

/** The versions of a block's keys, by path; nothing where none has one. */
export function keyVersionsOf(vendor: VendorBlock<unknown>): Record<string, number> | undefined {
  const versions = keySlots(vendor).flatMap(({ path, version }) =>
    version === undefined ? [] : [[path, version] as const],
  );
  return versions.length === 0 ? undefined : Object.fromEntries(versions);
}

/** The block as it would be if no key had a version. */
export function withoutVersions<Key>(vendor: VendorBlock<Key>): VendorBlock<Key> {
  if (vendor.name !== "azureOpenai") return { ...vendor, keyVersion: undefined };
  return {
    name: vendor.name,
    languageModel: { ...vendor.languageModel, keyVersion: undefined },
    embeddingModel: { ...vendor.embeddingModel, keyVersion: undefined },
  };
}

/**
 * Reads every key of a vendor's block. Throws CREDENTIAL_UNRESOLVED where a reference leads nowhere, and
 * INVALID_CREDENTIAL where what it leads to is no key.
 */
export async function resolveVendor(
  vendor: VendorBlock<Credential>,
  source: CredentialSource,
): Promise<VendorBlock<Secret>> {
  const [first, second] = keySlots(vendor);
  if (first === undefined)
    throw new IntegrationError("INTERNAL", { problem: "a vendor without keys" });
  const firstKey = await resolveKey(first, source);
  if (vendor.name !== "azureOpenai") return { ...vendor, apiKey: firstKey };
  const secondKey = second === undefined ? firstKey : await resolveKey(second, source);
  return {
    name: vendor.name,
    languageModel: { ...vendor.languageModel, apiKey: firstKey },
    embeddingModel: { ...vendor.embeddingModel, apiKey: secondKey },
  };
}

async function resolveKey(
  { path, key }: KeySlot<Credential>,
  source: CredentialSource,
): Promise<Secret> {
  if (key instanceof Secret) return key;
  const text =
    "fromEnv" in key
      ? fromEnv(path, key.fromEnv, source)
      : await fromFile(path, key.fromFile, source);
  return toKey(path, text);
}

function fromEnv(path: string, name: string, source: CredentialSource): string {
  const value = source.env(name);
  if (value !== undefined) return value;
  // A key that was written in the place of a name is not shown.
  const variable = redact(name);
  throw new IntegrationError("CREDENTIAL_UNRESOLVED", {
    path,
    problem: `the environment variable ${variable} is not set`,
    expected: "the key in it",
    advice: `Set ${variable} where the engine runs.`,
  });
}

async function fromFile(path: string, file: string, source: CredentialSource): Promise<string> {
  try {
    // A file written by an editor or a secret store ends with a line break that is no part of the key.
    return (await source.file(file)).replace(/\r?\n$/, "");
  } catch (error) {
    throw new IntegrationError("CREDENTIAL_UNRESOLVED", {
      path,
      problem: `the file "${redact(file)}" cannot be read (${codeOf(error)})`,
      expected: "a readable file with the key in it",
      advice:
        "Put the file in place where the engine runs; relative paths start at the folder of the program.",
    });
  }
}

/** The same rules as for a key in the configuration. */
function toKey(path: string, text: string): Secret {
  const parsed = integrationSchema.shape.openai.safeParse({ apiKey: text });
  const key = parsed.success ? parsed.data?.apiKey : undefined;
  if (key instanceof Secret) return key;
  const issue = parsed.error?.issues[0];
  throw credentialFault(path, issue === undefined ? undefined : keyFaultOf(issue));
}

function codeOf(error: unknown): string {
  return typeof error === "object" && error !== null && "code" in error
    ? String(error.code)
    : "no reason given";
}
