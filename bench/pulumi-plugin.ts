/**
 * The program of the bench for the plugin, in YAML: `count` tenants of one parent. Its resource has no connection of its own,
 * so that other organizations would need a provider each, and a process each.
 */
export function pluginProgram(count: number): string {
  const resources = Array.from({ length: count }, (_, index) => {
    const name = String(index + 1).padStart(3, "0");
    return `  ai-${name}:
    type: sigma:ExternalAiIntegration
    properties: { tenant: org-tenant-${name}, openai: { apiKey: { fromEnv: OPENAI_KEY } } }
`;
  });
  return `name: program
runtime: yaml
resources:
${resources.join("")}`;
}
