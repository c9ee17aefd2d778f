/** Makes the constructs for CDKTF and for CDK Terrain from the schema. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { docComment } from "./doc-comment.ts";
import {
  constructArguments,
  fieldsOf,
  inputsOf,
  oneOfEach,
  pascalCase,
} from "./terraform-arguments.ts";
import { getters, outputClasses } from "./terraform-outputs.ts";
import { terraformSchema, type SchemaJson } from "./terraform-schema.ts";

type Library = "cdktf" | "cdktn";

const FOLDER = "provider/terraform/constructs";

/** The construct around Azure is written for CDKTF. CDK Terrain has the same names, so that its copy differs in one word. */
const AZURE = `${FOLDER}/azure`;

const RESOURCE_EXAMPLE = `const key = ephemeralVariable(this, "azure_key");
new ExternalAiIntegration(this, "ai", {
  azureOpenai: {
    endpointUrl: "https://contoso.openai.azure.com",
    apiKeyWo: key.stringValue,
    languageModel: { deploymentId: "gpt-41" },
    embeddingModel: { deploymentId: "embed" },
  },
});`;

const IN_CLEAR =
  "A key that is given as a text stands in the synthesized stack in clear: give it by a variable.";

/** What the libraries differ in: CDK Terrain checks that a project is meant for engines with write-only attributes. */
const WRITE_ONLY = {
  cdktf: { note: "", imports: "", constructed: "", marked: "" },
  cdktn: {
    note: "\n\nA write-only key needs Terraform or OpenTofu 1.11, which CDK Terrain checks against the project's `targetVersions`. A project that declares none is taken to be meant for these; one that declares older ones is refused at synth.",
    imports: 'import { targetWriteOnly } from "./write-only-targets.ts";\n',
    constructed: "    targetWriteOnly(this.node);\n",
    marked: ", (key) => this.markWriteOnlyAttribute(key)",
  },
};

/** Every generated file of the constructs by its path. */
export function terraformConstructs(): Record<string, string> {
  return {
    [`${FOLDER}/arguments.ts`]: constructArguments(),
    [`${FOLDER}/cdktf.ts`]: constructs("cdktf"),
    [`${FOLDER}/cdktn.ts`]: constructs("cdktn"),
    ...azureForCdktn(),
  };
}

function azureForCdktn(): Record<string, string> {
  const sources = join(import.meta.dirname, "../..", AZURE, "cdktf");
  return Object.fromEntries(
    readdirSync(sources).map((name) => {
      const text = readFileSync(join(sources, name), "utf8").replaceAll("cdktf", "cdktn");
      return [
        `${AZURE}/cdktn/${name}`,
        `// Generated from ../cdktf/${name} by \`npm run generate\`.\n${text}`,
      ];
    }),
  );
}

function constructs(library: Library): string {
  const { provider, resource_schemas: resources, data_source_schemas: data } = terraformSchema();
  const { sigma_external_ai_integration: resource } = resources;
  const all = [resource, ...Object.values(data)];
  return [
    head(library),
    providerClass(provider),
    resourceClass(library, resource),
    ...Object.entries(data).map(([type, schema]) => dataSourceClass(type, schema)),
    ...oneOfEach(all.flatMap(({ block }) => outputClasses(block.attributes))),
    EPHEMERAL_VARIABLE,
  ].join("\n");
}

function head(library: Library): string {
  return `// Generated from the schema by \`npm run generate\`.
import {
  ComplexList,
  ComplexObject,
  ImportableResource,
  TerraformDataSource,
  TerraformProvider,
  TerraformResource,
  TerraformVariable,
  type TerraformMetaArguments,
  type TerraformVariableConfig,
} from "${library}";
import type { Construct } from "constructs";
import type { ExternalAiIntegrationArguments, SigmaProviderArguments } from "./arguments.ts";
import { toAttributes, toHclAttributes, type Attributes } from "./attributes.ts";
import { SOURCE, VERSION_CONSTRAINT } from "./required-provider.ts";
${WRITE_ONLY[library].imports}
export type * from "./arguments.ts";
export * from "./azure/${library}/azure-openai-for-sigma.ts";

const METADATA = { providerName: "sigma", providerVersionConstraint: VERSION_CONSTRAINT };
`;
}

function providerClass({ block }: SchemaJson): string {
  const description = `${block.description} A stack needs it. The connection comes from SIGMA_BASE_URL, SIGMA_CLIENT_ID and SIGMA_CLIENT_SECRET unless it is given; a secret that is given as a text stands in the synthesized stack in clear.`;
  return `/** What the provider is made with. */
export interface SigmaProviderConfig extends SigmaProviderArguments {
  /** Name under which resources ask for this provider, where a stack has several. Default: none. */
  readonly alias?: string;
  /** Where the engine finds the provider. Default: \`sigma-iac/sigma\`. */
  readonly source?: string;
  /** Versions of the provider that will do. Default: the package's own, and later ones of its minor version. */
  readonly version?: string;
}

${docComment(description, "", 'new SigmaProvider(this, "sigma");')}\
export class SigmaProvider extends TerraformProvider {
  /** What Terraform calls it. */
  static readonly tfResourceType = "sigma";

  readonly #arguments: SigmaProviderArguments;
  #alias: string | undefined;

  constructor(scope: Construct, id: string, config: SigmaProviderConfig = {}) {
    const { alias, source = SOURCE, version = VERSION_CONSTRAINT, ...given } = config;
    super(scope, id, {
      terraformResourceType: SigmaProvider.tfResourceType,
      terraformProviderSource: source,
      terraformGeneratorMetadata: { ...METADATA, providerVersionConstraint: version },
    });
    this.#arguments = given;
    this.#alias = alias;
  }

  override get alias(): string | undefined {
    return this.#alias;
  }

  override set alias(value: string | undefined) {
    this.#alias = value;
  }

${synthesis("this.#arguments")}}
`;
}

function resourceClass(library: Library, { block }: SchemaJson): string {
  const { note, constructed, marked } = WRITE_ONLY[library];
  return `/** What the resource is made with: its arguments, and those that every resource has. */
export type ExternalAiIntegrationConfig = ExternalAiIntegrationArguments & TerraformMetaArguments;

${docComment(`${block.description}\n\n${IN_CLEAR}${note}`, "", RESOURCE_EXAMPLE)}\
export class ExternalAiIntegration extends TerraformResource {
  /** What Terraform calls it. */
  static readonly tfResourceType = "sigma_external_ai_integration";

  /**
   * Makes an import block alone, for \`plan -generate-config-out\`. \`importToId\` names the resource that will be, and
   * \`importFromId\` is the id of the organization or tenant.
   */
  static generateConfigForImport(
    scope: Construct,
    importToId: string,
    importFromId: string,
    provider?: TerraformProvider,
  ): ImportableResource {
    return new ImportableResource(scope, importToId, {
      terraformResourceType: ExternalAiIntegration.tfResourceType,
      importId: importFromId,
      ...(provider && { provider }),
    });
  }

${construction("ExternalAiIntegration", "", constructed)}
${getters(block.attributes)}
${synthesis(`this.#config${marked}`)}}
`;
}

function dataSourceClass(type: string, schema: SchemaJson): string {
  const name = `Data${pascalCase(type)}`;
  const fields = fieldsOf(inputsOf(schema));
  const config =
    fields === ""
      ? `type ${name}Config = TerraformMetaArguments;`
      : `interface ${name}Config extends TerraformMetaArguments {\n${fields}}`;
  return `/** What the data source is made with. */
export ${config}

${docComment(schema.block.description)}\
export class ${name} extends TerraformDataSource {
  /** What Terraform calls it. */
  static readonly tfResourceType = "${type}";

${construction(name, " = {}", "")}
${getters(schema.block.attributes)}
${synthesis("this.#config")}}
`;
}

function construction(name: string, initial: string, last: string): string {
  return `  readonly #config: ${name}Config;

  constructor(scope: Construct, id: string, config: ${name}Config${initial}) {
    super(scope, id, {
      ...config,
      terraformResourceType: ${name}.tfResourceType,
      terraformGeneratorMetadata: METADATA,
    });
    this.#config = config;
${last}  }
`;
}

function synthesis(given: string): string {
  return `  protected override synthesizeAttributes(): Attributes {
    return toAttributes(${given});
  }

  protected override synthesizeHclAttributes(): Attributes {
    return toHclAttributes(this.synthesizeAttributes());
  }
`;
}

const EPHEMERAL_VARIABLE = `/**
 * A variable for a key: a sensitive text that the engine keeps out of plans and states, for \`apiKeyWo\` and for nothing
 * that is stored. The library's own variable cannot say so. Its value comes from \`TF_VAR_…\`, or the engine asks for it.
 */
export function ephemeralVariable(
  scope: Construct,
  id: string,
  config: TerraformVariableConfig = {},
): TerraformVariable {
  const variable = new TerraformVariable(scope, id, { type: "string", sensitive: true, ...config });
  variable.addOverride("ephemeral", true);
  return variable;
}
`;
