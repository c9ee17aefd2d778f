import type { VendorName } from "../../integration/model.ts";

/** Names that an API may have for a vendor, in lower case and without signs. Ours are among them. */
const VENDOR_NAMES: Readonly<Record<VendorName, readonly string[]>> = {
  openai: ["openai"],
  azureOpenai: ["azureopenai", "azure", "azureai", "openaiazure", "microsoftazureopenai"],
  gemini: ["gemini", "googlegemini", "google", "googleai", "geminiai"],
  anthropic: ["anthropic", "claude", "anthropicclaude"],
};

/** The words of a name or path, in lower case and in the singular: `aiConfigs` has "ai" and "config". */
export function wordsOf(text: string): string[] {
  const found = text.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+/g) ?? [];
  return found.map((word) => word.toLowerCase().replace(/(?<=[a-z]{2}[^s])s$/, ""));
}

/** How much two lists of words have in common, from 0 to 1. */
export function similarity(one: readonly string[], other: readonly string[]): number {
  const all = new Set([...one, ...other]);
  const common = [...new Set(one)].filter((word) => other.includes(word));
  return all.size === 0 ? 0 : common.length / all.size;
}

/** Whether a value of an API is a name of this vendor. */
export function isVendor(value: unknown, vendor: VendorName): boolean {
  if (typeof value !== "string") return false;
  return VENDOR_NAMES[vendor].includes(value.toLowerCase().replaceAll(/[^a-z]/g, ""));
}
