/** Makes the schema of Pulumi's package from the zod model. https://www.pulumi.com/docs/iac/using-pulumi/pulumi-packages/schema/ */
import type { ARGUMENTS } from "../../provider/pulumi/plugin/config.ts";
import {
  GET_INTEGRATION,
  GET_TENANTS,
  PACKAGE,
  RESOURCE,
} from "../../provider/pulumi/plugin/tokens.ts";
import { DEFAULTS, integrationSchema } from "../../provider/integration/model.ts";
import { stateSchema } from "../../provider/integration/state.ts";
import { pulumiExamples } from "./pulumi-examples.ts";
import { createTypes, type PropertyJson, type Types } from "./pulumi-types.ts";

/** The choice of a connection by name is the dynamic provider's; here there are instances of the provider. */
const NOT_IN_THE_PLUGIN = new Set(["connection"]);

/** `schema/pulumi-sigma.json`. */
export function pulumiSchema(version: string) {
  const types = createTypes();
  const provider = argumentsOf();
  return {
    name: PACKAGE,
    displayName: "Sigma",
    version,
    description: "Sigma's external AI provider as code.",
    keywords: ["pulumi", "sigma", "category/utility", "kind/native"],
    license: "Apache-2.0",
    publisher: "sigma-iac",
    config: { variables: provider },
    provider: {
      description:
        "A connection to one Sigma organization. Every argument can be left out where its variable is set in the environment; they are read at the first request, so that a preview needs none.",
      inputProperties: provider,
    },
    resources: { [RESOURCE]: resource(types) },
    functions: functions(types),
    types: types.all(),
    language: {
      nodejs: { packageName: "pulumi-sigma", respectSchemaVersion: true },
      python: {
        packageName: "pulumi_sigma",
        respectSchemaVersion: true,
        pyproject: { enabled: true },
      },
      go: {
        importBasePath: "github.com/sigma-iac/pulumi-sigma/sdk/go/sigma",
        generateResourceContainerTypes: true,
        respectSchemaVersion: true,
      },
      csharp: { rootNamespace: "SigmaIac", respectSchemaVersion: true },
      java: { basePackage: "com.sigmaiac", buildFiles: "gradle" },
    },
  };
}

function resource(types: Types) {
  const inputs = without(types.properties(integrationSchema), NOT_IN_THE_PLUGIN);
  const outputs = without(types.properties(stateSchema), NOT_IN_THE_PLUGIN);
  return {
    description: `The external AI provider of a Sigma organization, or of one of its tenants: what an admin adds, edits and removes under Administration > AI settings. Its id is the organization's. Exactly one of \`openai\`, \`azureOpenai\`, \`gemini\` and \`anthropic\` must be given.\n\n${pulumiExamples()}`,
    inputProperties: withDefaults(inputs.properties),
    requiredInputs: inputs.required,
    properties: { ...outputs.properties, azureOpenai: reportedBlock(types) },
    required: outputs.required,
  };
}

/** What Sigma reports of the block of that name: an output may have another type than the input that it answers. */
function reportedBlock(types: Types): PropertyJson {
  const { aiProvider: _, ...models } = types.properties(
    stateSchema.shape.remote.unwrap(),
  ).properties;
  const endpointUrl = text("Endpoint of both deployments, where they share one.");
  const properties = { endpointUrl, ...models };
  return {
    ...types.add("AzureOpenaiFacts", { type: "object", properties, required: [] }),
    description: "Endpoints and deployments as Sigma reports them; of Azure OpenAI alone. No key.",
  };
}

function functions(types: Types) {
  const facts = types.properties(stateSchema.shape.remote.unwrap()).properties;
  return {
    [GET_INTEGRATION]: {
      description: "What Sigma reports about an organization's external AI provider now. No key.",
      inputs: {
        properties: {
          tenant: text("Organization id of a tenant, through its parent's credentials."),
        },
      },
      outputs: {
        properties: {
          organizationId: text("The organization's id."),
          status: text(
            'What was found: "configured", "absent", or "unverified" where Sigma\'s API cannot tell.',
          ),
          ...facts,
          aiProvider: text("The vendor. Missing where none is configured or it cannot be told."),
          revision: text("Sigma's revision, where it reports one."),
          updatedAt: text("When the integration was last changed, as Sigma reports it."),
          updatedBy: text("Who changed it last, as Sigma reports it."),
        },
        required: ["organizationId", "status"],
      },
    },
    [GET_TENANTS]: {
      description: "The tenants of the credentials' organization.",
      outputs: {
        properties: {
          organizationId: text("The parent organization's id."),
          tenants: {
            type: "array",
            items: types.add("Tenant", {
              type: "object",
              description: "A tenant of an organization.",
              properties: {
                organizationId: text("The tenant's organization id, for `tenant`."),
                name: text("The tenant's name."),
                slug: text("The tenant's name in URLs."),
              },
              required: ["organizationId", "name", "slug"],
            }),
            description: "Every tenant, in Sigma's order.",
          },
        },
        required: ["organizationId", "tenants"],
      },
    },
  };
}

function text(description: string): PropertyJson {
  return { type: "string", description };
}

function argumentsOf(): Record<(typeof ARGUMENTS)[number], PropertyJson> {
  return {
    baseUrl: {
      type: "string",
      description:
        "Address of Sigma's API, or the name of a region such as aws-us-west. Default: SIGMA_BASE_URL.",
    },
    clientId: {
      type: "string",
      description: "Client ID of API credentials owned by an Admin. Default: SIGMA_CLIENT_ID.",
    },
    clientSecret: {
      type: "string",
      description: "Client secret of these credentials. Default: SIGMA_CLIENT_SECRET.",
      secret: true,
    },
    allowAssumed: {
      type: "string",
      description:
        '"write" allows operations that change something although Sigma has not published them, such as the removal; "none" refuses them. Default: SIGMA_ALLOW_ASSUMED, else "none".',
    },
    transport: {
      type: "string",
      description: 'The way to Sigma. "api", the default, is the only one in this version.',
    },
  };
}

/** What stands in an SDK is sent by it; a choice of several forms has none there, and the provider fills it in. */
function withDefaults(properties: Record<string, PropertyJson>): Record<string, PropertyJson> {
  return Object.fromEntries(
    Object.entries(properties).map(([name, property]) => {
      const initial = Object.entries(DEFAULTS).find(([key]) => key === name)?.[1];
      if (initial === undefined) return [name, property];
      if (property.oneOf === undefined) return [name, { ...property, default: initial }];
      const description = `${property.description ?? ""} Default: ${initial}.`;
      return [name, { ...property, description }];
    }),
  );
}

function without(
  { properties, required }: ReturnType<Types["properties"]>,
  names: ReadonlySet<string>,
): ReturnType<Types["properties"]> {
  return {
    properties: Object.fromEntries(Object.entries(properties).filter(([name]) => !names.has(name))),
    required: required.filter((name) => !names.has(name)),
  };
}
