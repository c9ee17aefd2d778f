/** A name or path as Terraform spells it: `azureOpenai.languageModel` is `azure_openai.language_model`. */
export function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
