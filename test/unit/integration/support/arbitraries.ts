import * as fc from "fast-check";
import type { Raw } from "./configs.ts";

fc.configureGlobal({ seed: 20261123, numRuns: 200 });

const LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";

/** A key as a vendor could issue it: 12 to 60 characters that print. */
export const key = fc
  .string({
    unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCodePoint(code)),
    minLength: 12,
    maxLength: 60,
  })
  .filter((text) => !/^[a-z][\w+.-]*:\/\/|\.azure\./i.test(text));

const name = fc.string({
  unit: fc.constantFrom(...LETTERS.split("")),
  minLength: 2,
  maxLength: 12,
});

const endpoint = fc
  .tuple(name, fc.constantFrom("openai.azure.com", "cognitiveservices.azure.com"))
  .map(([host, suffix]) => `https://${host}.${suffix}`);

/** Ways to write the same endpoint. */
export const spelling = fc.constantFrom<(endpointUrl: string) => string>(
  (url) => url,
  (url) => `${url}/`,
  (url) => `${url}//`,
  (url) => `${url}:443`,
  (url) => url.toUpperCase().replace("HTTPS", "https"),
  (url) => `${url.replace("https", "HTTPS")}:443/`,
);

const keyOnly = fc.constantFrom("openai", "gemini", "anthropic");

const simple: fc.Arbitrary<Raw> = fc
  .tuple(keyOnly, key)
  .map(([vendor, apiKey]) => ({ [vendor]: { apiKey } }));

/** An Azure block; endpoint and key stand once, or at each model. */
export const azureBlock: fc.Arbitrary<Raw> = fc
  .record({
    deployments: fc.uniqueArray(name, { minLength: 2, maxLength: 2 }),
    endpoints: fc.tuple(endpoint, endpoint),
    keys: fc.tuple(key, key),
    shared: fc.record({ endpointUrl: fc.boolean(), apiKey: fc.boolean() }),
  })
  .map(({ deployments, endpoints, keys, shared }) => {
    const model = (index: 0 | 1): Raw => ({
      deploymentId: deployments[index],
      ...(shared.endpointUrl ? {} : { endpointUrl: endpoints[index] }),
      ...(shared.apiKey ? {} : { apiKey: keys[index] }),
    });
    return {
      azureOpenai: {
        ...(shared.endpointUrl ? { endpointUrl: endpoints[0] } : {}),
        ...(shared.apiKey ? { apiKey: keys[0] } : {}),
        languageModel: model(0),
        embeddingModel: model(1),
      },
    };
  });

/** Exactly one vendor's block. */
export const vendorBlock = fc.oneof(simple, azureBlock);

const mode = fc.constantFrom("enforce", "warn", "off");

/** Any settings, none of which moves the resource elsewhere. */
export const settings: fc.Arbitrary<Raw> = fc.record(
  {
    existing: fc.constantFrom("refuse", "overwrite"),
    removal: fc.constantFrom("remove", "retain"),
    credentialDrift: fc.constantFrom("correct", "ignore", "stop"),
    preflight: fc.oneof(
      mode,
      fc.record(
        {
          mode,
          trustedHosts: fc.array(name, { maxLength: 3 }),
          allowUnverifiedModels: fc.boolean(),
        },
        { requiredKeys: [] },
      ),
    ),
    connection: fc.constantFrom("eu", "us_east"),
  },
  { requiredKeys: [] },
);

/** A whole configuration that passes the check. */
export const raw: fc.Arbitrary<Raw> = fc
  .tuple(vendorBlock, settings, fc.option(name, { nil: undefined }))
  .map(([block, rest, tenant]) => ({
    ...block,
    ...rest,
    ...(tenant === undefined ? {} : { tenant }),
  }));
