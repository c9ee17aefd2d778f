import {
  dataSourceBlocks,
  type RESOURCE,
  resourceBlock,
  type TENANTS,
  type Attribute,
  type Block,
} from "../../../../provider/terraform/schema.ts";
import {
  isObject,
  type ObjectValue,
  type Value,
} from "../../../../provider/terraform/values/value.ts";

/** Keys that the simulator's vendors accept. */
export const KEYS = {
  openai: "sim-openai-key-1",
  openaiNew: "sim-openai-key-2",
  gemini: "sim-gemini-key-1",
  contoso: "sim-contoso-key-1",
} as const;

/** The endpoint of Azure OpenAI in the simulator. */
export const ENDPOINT = "https://contoso.openai.azure.com";

/** A configuration of the resource as Terraform sends it: what is not written is null. */
export function resource(written: ObjectValue): ObjectValue {
  return complete(written, resourceBlock);
}

/** OpenAI, with the key written write-only. `block` goes into the vendor's block, `rest` beside it. */
export function openai(block: ObjectValue = {}, rest: ObjectValue = {}): ObjectValue {
  return resource({ openai: { api_key_wo: KEYS.openai, ...block }, ...rest });
}

/** Gemini, with the key written write-only. */
export function gemini(rest: ObjectValue = {}): ObjectValue {
  return resource({ gemini: { api_key_wo: KEYS.gemini }, ...rest });
}

/** Azure OpenAI, with endpoint and key given once. */
export function azure(block: ObjectValue = {}, rest: ObjectValue = {}): ObjectValue {
  return resource({
    azure_openai: {
      endpoint_url: ENDPOINT,
      api_key_wo: KEYS.contoso,
      language_model: { deployment_id: "gpt-41" },
      embedding_model: { deployment_id: "embed" },
      ...block,
    },
    ...rest,
  });
}

/** A configuration of the data source of one integration, or of the tenants. */
export function data(
  name: typeof RESOURCE | typeof TENANTS,
  written: ObjectValue = {},
): ObjectValue {
  const block = dataSourceBlocks[name];
  if (block === undefined) throw new Error(`no data source ${name}`);
  return complete(written, block);
}

/** An object with every attribute of its schema, as Terraform sends it. Nothing is taken out. */
export function complete(value: ObjectValue, { attributes, block_types = {} }: Block): ObjectValue {
  return {
    ...completeAttributes(value, attributes),
    ...Object.fromEntries(
      Object.entries(block_types).map(([name, { block }]) => {
        const inner = value[name] ?? null;
        return [name, isObject(inner) ? complete(inner, block) : inner];
      }),
    ),
  };
}

function completeAttributes(
  value: ObjectValue,
  attributes: Readonly<Record<string, Attribute>>,
): ObjectValue {
  const stray = Object.keys(value).find((name) => !(name in attributes) && name !== "timeouts");
  if (stray !== undefined) throw new Error(`there is no attribute ${stray}`);
  return Object.fromEntries(
    Object.entries(attributes).map(([name, { nested_type: nested }]): [string, Value] => {
      const inner = value[name] ?? null;
      const isBlock = nested !== undefined && isObject(inner);
      return [name, isBlock ? completeAttributes(inner, nested.attributes) : inner];
    }),
  );
}
