/** Makes `schema/terraform-provider.json`, in the form of `terraform providers schema -json`, from the zod model. */
import { integrationSchema } from "../../provider/integration/model.ts";
import { stateSchema } from "../../provider/integration/state.ts";
import { snakeCase } from "../../provider/terraform/spelling.ts";
import {
  attributesOf,
  computed,
  described,
  optional,
  sorted,
  type AttributeJson,
} from "./terraform-attributes.ts";

/** One schema: of the provider, a resource, a data source or a list. */
export interface SchemaJson {
  version: number;
  block: {
    attributes: Record<string, AttributeJson>;
    block_types?: Record<
      string,
      { nesting_mode: "single"; block: { attributes: Record<string, AttributeJson> } }
    >;
    description: string;
    description_kind: "plain";
  };
}

const RESOURCE = "sigma_external_ai_integration";

/** An input that Terraform has no use for: a provider's alias takes the place of a named connection. */
const NOT_IN_TERRAFORM = "connection";

/** Outputs that are inputs in Terraform, or are kept in the blocks they belong to. */
const NOT_COMPUTED = new Set([
  "keyVersions",
  "validationWait",
  ...Object.keys(integrationSchema.shape),
]);

const OPERATIONS = ["create", "read", "update", "delete"];

/** Those that may have to wait until Sigma can validate. */
const SAVES = new Set(["create", "update"]);

/** The whole provider, as data. */
export function terraformSchema() {
  return {
    provider: provider(),
    resource_schemas: { [RESOURCE]: resource() },
    data_source_schemas: { [RESOURCE]: dataSource(), sigma_tenants: tenants() },
    list_resource_schemas: { [RESOURCE]: list() },
    resource_identity_schemas: {
      [RESOURCE]: {
        version: 0,
        attributes: {
          organization_id: {
            type: "string",
            description: "The organization's id: the credentials' own, or a tenant's.",
            required_for_import: true,
          },
        },
      },
    },
    functions: {
      azure_endpoint: {
        summary: "Takes an Azure OpenAI endpoint apart.",
        description:
          "Turns any form of an Azure OpenAI endpoint that people paste, such as the portal's target URI, into its origin and the deployment that its path names (null where it names none).",
        return_type: ["object", { origin: "string", deployment: "string" }],
        parameters: [{ name: "url", type: "string", description: "An endpoint URL." }],
      },
    },
  } as const;
}

function provider(): SchemaJson {
  const secret = { sensitive: true } as const;
  return schema("Sigma's external AI provider as code.", {
    base_url: optional(
      "string",
      "Address of Sigma's API, or the name of a region such as aws-us-west. Default: SIGMA_BASE_URL.",
    ),
    client_id: optional(
      "string",
      "Client ID of API credentials owned by an Admin. Default: SIGMA_CLIENT_ID.",
    ),
    client_secret: {
      ...optional("string", "Client secret of these credentials. Default: SIGMA_CLIENT_SECRET."),
      ...secret,
    },
    allow_assumed: optional(
      "string",
      '"write" allows operations that change something although Sigma has not published them, such as the removal; "none" (default) refuses them. Default: SIGMA_ALLOW_ASSUMED.',
    ),
    require_write_only: optional(
      "bool",
      "Refuses api_key, which is stored in the state, so that only api_key_wo can be used. Default: false.",
    ),
  });
}

function resource(): SchemaJson {
  const inputs = attributesOf(integrationSchema).filter(([name]) => name !== NOT_IN_TERRAFORM);
  const outputs = Object.entries(stateSchema.shape)
    .filter(([name]) => !NOT_COMPUTED.has(name))
    .map(([name, field]) => [snakeCase(name), computed(field)] as const);
  const made = schema(
    "The external AI provider of a Sigma organization, or of one of its tenants: what an admin adds, edits and removes under Administration > AI settings. Exactly one vendor must be given.",
    {
      id: { type: "string", ...described("The organization's id."), computed: true },
      ...Object.fromEntries(inputs),
      ...Object.fromEntries(outputs),
    },
  );
  const timeouts = OPERATIONS.map((name) => [
    name,
    optional(
      "string",
      `The longest that ${name} may take, such as "90s" or "10m". Default: 5m${SAVES.has(name) ? ", and validation_wait on top" : ""}.`,
    ),
  ]);
  return {
    ...made,
    block: {
      ...made.block,
      block_types: {
        timeouts: { nesting_mode: "single", block: { attributes: Object.fromEntries(timeouts) } },
      },
    },
  };
}

function dataSource(): SchemaJson {
  const model = computed(stateSchema.shape.remote.unwrap().shape.languageModel);
  const text = (description: string): AttributeJson => ({
    type: "string",
    ...described(description),
    computed: true,
  });
  return schema("What Sigma reports about an organization's external AI provider now. No key.", {
    tenant: optional("string", "Organization id of a tenant, through its parent's credentials."),
    id: text("The organization's id."),
    organization_id: text("The organization's id."),
    status: text(
      'What was found: "configured", "absent", or "unverified" where Sigma\'s API cannot tell.',
    ),
    ai_provider: text("The vendor. Null where none is configured or it cannot be told."),
    language_model: { ...model, ...described("Azure OpenAI: the language model's deployment.") },
    embedding_model: { ...model, ...described("Azure OpenAI: the embedding model's deployment.") },
    revision: text("Sigma's revision, where it reports one."),
    updated_at: text("When the integration was last changed, as Sigma reports it."),
    updated_by: text("Who changed it last, as Sigma reports it."),
  });
}

function tenants(): SchemaJson {
  const text = (description: string): AttributeJson => ({
    type: "string",
    ...described(description),
    computed: true,
  });
  return schema("The tenants of the credentials' organization.", {
    id: text("The parent organization's id."),
    tenants: {
      nested_type: {
        attributes: {
          organization_id: text("The tenant's organization id, for `tenant`."),
          name: text("The tenant's name."),
          slug: text("The tenant's name in URLs."),
        },
        nesting_mode: "list",
      },
      ...described("Every tenant, in Sigma's order."),
      computed: true,
    },
  });
}

function list(): SchemaJson {
  return schema(
    "Every integration of the credentials' organization and of its tenants, for `terraform query`.",
    {
      include_parent: optional(
        "bool",
        "Whether the credentials' own organization is listed beside its tenants. Default: true.",
      ),
    },
  );
}

function schema(description: string, attributes: Record<string, AttributeJson>): SchemaJson {
  return {
    version: 0,
    block: { attributes: sorted(attributes), description, description_kind: "plain" },
  };
}
