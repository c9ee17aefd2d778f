import { VERSION } from "../../runtime/version.ts";
import type { FoundIntegration } from "./found.ts";
import { quoted, type Line } from "./lines.ts";
import { partsOf, tenantLines, type Part } from "./program.ts";
import { typescriptComment, typescriptLines } from "./typescript.ts";

/**
 * A program for Pulumi that takes integrations over. Pulumi imports no dynamic resources, so that the first `pulumi up` saves
 * each once over what is there.
 */
export function pulumiTypescriptCode(
  found: readonly FoundIntegration[],
  connection: string | undefined,
): { text: string; parts: Part[] } {
  const parts = partsOf(found, (name) => [
    { field: "apiKey", value: { code: `{ fromEnv: ${quoted(name.toUpperCase())} }` } },
  ]);
  return { text: `${HEADER}\n${parts.map((part) => block(part, connection)).join("\n")}`, parts };
}

const HEADER = `// Exported from Sigma by sigma-external-ai ${VERSION}. No key is in it, as Sigma shows none: each is read from the environment
// variable that is named. Pulumi cannot import this resource: the first "pulumi up" saves everything below once, over what is
// there, and that includes the keys. Take the lines with "existing" out afterwards; nothing is sent for that.
import { ExternalAiIntegration } from "sigma-external-ai";
`;

function block(part: Part, connection: string | undefined): string {
  const { names, title, lines } = part;
  const target: readonly Line[] = [
    ...(connection === undefined ? [] : [{ field: "connection", value: { text: connection } }]),
    ...tenantLines(part),
    ...guardLines(part),
    { field: "existing", value: { text: "overwrite" } },
  ];
  return `// ${typescriptComment(title)}
new ExternalAiIntegration(${quoted(names.resource)}, {
${typescriptLines([...part.remarks, ...target, ...lines], 1)}});
`;
}

/** What may overwrite must not meet another organization. A tenant is found in no other one. */
function guardLines({ isTenant, organizationId }: Part): readonly Line[] {
  return isTenant ? [] : [{ field: "expectedOrganizationId", value: { text: organizationId } }];
}
