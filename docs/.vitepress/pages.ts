/** The pages in the order in which they are listed, by their files. */
import { existsSync } from "node:fs";
import { join } from "node:path";

/** Where the pages are. */
export const folder = join(import.meta.dirname, "..");

/** Pages whose address is not the name of their file: `index.md` is where Terraform's registry wants its first page. */
export const rewrites: Record<string, string> = {
  "start.md": "index.md",
  "index.md": "provider.md",
};

const groups: Record<string, [file: string, text: string][]> = {
  Start: [["start.md", "Five minutes"]],
  Guides: [
    ["guide.md", "How it behaves"],
    ["pulumi.md", "Pulumi"],
    ["terraform.md", "Terraform and OpenTofu"],
    ["azure.md", "Azure OpenAI"],
    ["pipelines.md", "Pipelines"],
    ["policy.md", "Policy"],
    ["simulator.md", "Simulator"],
  ],
  Operate: [
    ["runbooks.md", "Runbooks"],
    ["security.md", "Security"],
    ["command.md", "The command"],
    ["scale.md", "Many organizations"],
    ["terraform-release.md", "Releasing"],
  ],
  Reference: [
    ["reference/inputs.md", "Inputs"],
    ["reference/outputs.md", "Outputs"],
    ["reference/errors.md", "Error codes"],
    ["index.md", "Terraform: provider"],
    ["resources/external_ai_integration.md", "Terraform: resource"],
    ["data-sources/external_ai_integration.md", "Terraform: data source"],
    ["data-sources/tenants.md", "Terraform: tenants"],
    ["list-resources/external_ai_integration.md", "Terraform: list"],
    ["functions/azure_endpoint.md", "Terraform: function"],
  ],
};

/** The groups beside every page. */
export const sidebar = Object.entries(groups).map(([text, pages]) => ({
  text,
  items: pages
    .filter(([file]) => existsSync(join(folder, file)))
    .map(([file, title]) => ({ text: title, link: addressOf(file) })),
}));

/** The address of a page on the site. */
export function addressOf(file: string): string {
  return `/${(rewrites[file] ?? file).replace(/\.md$/, "").replace(/^index$/, "")}`;
}
