/** Settings that a policy does not know. Pulumi checks the ones that it knows, and lets pass all others, such as `vendor` for `vendors`. */
export function settingFaults(settings: object, known: readonly string[]): string[] {
  return Object.keys(settings)
    .filter((name) => name !== "enforcementLevel" && !known.includes(name))
    .map((name) => `the setting ${name} is not known; known: ${known.join(", ")}`);
}
