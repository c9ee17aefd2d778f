import { withoutTemplates } from "./hcl.ts";
import { quoted } from "./lines.ts";
import type { FoundIntegration } from "./found.ts";
import { partsOf, tenantLines, type Part } from "./program.ts";
import { IMPORTED_VERSION, remarks } from "./terraform.ts";
import { typescriptComment, typescriptLines } from "./typescript.ts";

/** A program for CDKTF that imports integrations and changes none of them. */
export function cdktfCode(
  found: readonly FoundIntegration[],
  connection: string | undefined,
): { text: string; parts: Part[] } {
  const parts = partsOf(found, (name) => [
    {
      field: "apiKeyWo",
      value: { code: `ephemeralVariable(stack, ${quoted(name)}).stringValue` },
    },
    { field: "apiKeyWoVersion", value: { code: String(IMPORTED_VERSION) } },
  ]);
  return { text: `${header(connection)}\n${parts.map(block).join("\n")}\napp.synth();\n`, parts };
}

function header(connection: string | undefined): string {
  const comments = remarks(connection).map((remark) => `// ${remark}\n`);
  return `${comments.join("")}import { App, TerraformStack } from "cdktf";
import { ephemeralVariable, ExternalAiIntegration, SigmaProvider } from "sigma-external-ai/cdktf";

const app = new App();
const stack = new TerraformStack(app, "sigma-ai");
new SigmaProvider(stack, "sigma");
`;
}

function block(part: Part): string {
  const { names, organizationId, title, lines } = part;
  const body = typescriptLines([...part.remarks, ...tenantLines(part), ...lines], 1, text);
  return `// ${typescriptComment(title)}
new ExternalAiIntegration(stack, ${quoted(names.resource)}, {
${body}}).importFrom(${quoted(organizationId)});
`;
}

/** What is written goes into Terraform's JSON, in which a text is a template. */
function text(value: string): string {
  return quoted(withoutTemplates(value));
}
