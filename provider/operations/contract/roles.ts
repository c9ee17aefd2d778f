import { AZURE_MODELS, type AzureModelName } from "../../integration/config.ts";
import { VENDORS, type VendorName } from "../../integration/model.ts";
import type { Field, Form } from "./fields.ts";
import { isKeyLike, vendorField } from "./find-operations.ts";
import { isVendor } from "./words.ts";

/** Where a form has what we mean by our roles. */
export interface Places {
  fields: Readonly<Record<string, string>>;
  /** Roles for which no field, or more than one, was found. */
  unclear: readonly { role: string; reason: string }[];
}

/** Words that tell the two Azure models apart. */
const MODEL_WORDS: Readonly<Record<AzureModelName, readonly string[]>> = {
  languageModel: ["language", "chat", "llm", "completion"],
  embeddingModel: ["embedding", "embed", "vector"],
};

/** What a field of an Azure model is called, each in the order of its likeliness. */
const PARTS = {
  deploymentId: ["deployment"],
  endpointUrl: ["endpoint", "url", "uri", "host"],
} as const;

/** What is told of a change. */
const REPORTED: Readonly<Record<string, readonly (readonly string[])[]>> = {
  revision: [["revision"], ["version"], ["etag"]],
  createdAt: [
    ["created", "at"],
    ["created", "on"],
    ["created", "time"],
    ["creation", "time"],
  ],
  createdBy: [["created", "by"]],
  updatedAt: [
    ["updated", "at"],
    ["updated", "on"],
    ["modified", "at"],
    ["changed", "at"],
    ["last", "modified"],
    ["last", "updated"],
  ],
  updatedBy: [
    ["updated", "by"],
    ["modified", "by"],
    ["changed", "by"],
    ["last", "modified", "by"],
  ],
};

/** The places of everything that a save sends for a vendor. */
export function bodyPlaces(form: Form, vendor: VendorName): Places {
  const own = form.filter((field) => !isOthers(field, vendor));
  const provider = vendorField(form);
  const named = decide("provider", provider === undefined ? [] : [provider]);
  if (vendor !== "azureOpenai")
    return joined([named, decide("apiKey", likeliestKeys(own, vendor))]);
  return joined([named, ...azurePlaces(own, "apiKey")]);
}

/** The places of what a read tells. What it does not tell is left out. */
export function reportPlaces(form: Form): Places {
  const provider = vendorField(form);
  const told = Object.entries(REPORTED).map(([role, names]) => {
    const field = names
      .map((name) =>
        form.find(({ words }) => name.every((word, at) => words.at(at - name.length) === word)),
      )
      .find((each) => each !== undefined);
    return decide(role, field === undefined ? [] : [field]);
  });
  const azure = azurePlaces(form.filter((field) => !isKeyLike(field)));
  const known = [...azure, ...told].filter(({ unclear }) =>
    unclear.every(({ reason }) => reason !== NONE),
  );
  return joined([decide("provider", provider === undefined ? [] : [provider]), ...known]);
}

const NONE = "no field looks like it";

function azurePlaces(form: Form, key?: "apiKey"): Places[] {
  const matching: [string, (field: Field) => boolean][] = Object.entries(PARTS).map(
    ([part, words]) => [
      part,
      (field) => !isKeyLike(field) && words.some((word) => field.words.includes(word)),
    ],
  );
  if (key !== undefined) matching.push([key, isKeyLike]);
  return AZURE_MODELS.flatMap((model) =>
    matching.map(([part, matches]) => {
      const fields = form.filter(matches);
      const ofModel = fields.filter(({ words }) => isOf(words, model));
      const shared = fields.filter(({ words }) => !AZURE_MODELS.some((each) => isOf(words, each)));
      return decide(`${model}.${part}`, ofModel.length === 0 ? shared : ofModel);
    }),
  );
}

function isOf(words: readonly string[], model: AzureModelName): boolean {
  return MODEL_WORDS[model].some((word) => words.includes(word));
}

/** Where a body has a key for each vendor, the one that names it. */
function likeliestKeys(form: Form, vendor: VendorName): Form {
  const keys = form.filter(
    (field) => isKeyLike(field) && !AZURE_MODELS.some((model) => isOf(field.words, model)),
  );
  const named = keys.filter((field) => mentions(field, vendor));
  return named.length > 0 ? named : keys;
}

function isOthers(field: Field, vendor: VendorName): boolean {
  return (
    !mentions(field, vendor) && VENDORS.some((other) => other !== vendor && mentions(field, other))
  );
}

/** Whether a part of the place is a vendor's name: `azureOpenAi.endpoint`, `gemini_key`. */
function mentions({ place }: Field, vendor: VendorName): boolean {
  const ending = /(?:api)?(?:key|secret|token|config|settings|credentials?|options|provider)$/;
  return place.split(".").some((part) => {
    const plain = part.toLowerCase().replaceAll(/[^a-z]/g, "");
    return isVendor(plain, vendor) || isVendor(plain.replace(ending, ""), vendor);
  });
}

function decide(role: string, [first, ...others]: Form): Places {
  if (first === undefined) return { fields: {}, unclear: [{ role, reason: NONE }] };
  if (others.length === 0) return { fields: { [role]: first.place }, unclear: [] };
  const places = [first, ...others].map(({ place }) => place).join(", ");
  return { fields: {}, unclear: [{ role, reason: `it may be any of ${places}` }] };
}

function joined(all: readonly Places[]): Places {
  return {
    fields: Object.assign({}, ...all.map(({ fields }) => fields)),
    unclear: all.flatMap(({ unclear }) => unclear),
  };
}
