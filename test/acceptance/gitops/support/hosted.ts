/**
 * The steps that need a hosted service, by the name of the action or task without its version, and what a job has after
 * them. They are not run. A step that is not named here fails its test.
 */
export const HOSTED: Readonly<Record<string, string>> = {
  "actions/checkout": "the repository",
  "actions/setup-node": "Node.js on PATH",
  "hashicorp/setup-terraform": "`terraform` on PATH",
  "opentofu/setup-opentofu": "`tofu` on PATH",
  "pulumi/actions": "`pulumi` on PATH",
  "pulumi/auth-actions": "a login at Pulumi Cloud",
  "pulumi/esc-action": "the variables of the ESC environment",
  "azure/login": "a login at Azure, for `az` and the state",
  "github/codeql-action/upload-sarif": "alerts of code scanning",
  checkout: "the repository",
  NodeTool: "Node.js on PATH",
  AzureKeyVault: "variables of the job",
  PublishTestResults: "the test view of the run",
};

/** The name of a hosted step, without its version. Throws where nothing is known of it. */
export function hostedName(text: string): string {
  const [name = ""] = text.split("@");
  if (HOSTED[name] === undefined) throw new Error(`"${text}" is neither run nor named as hosted`);
  return name;
}
