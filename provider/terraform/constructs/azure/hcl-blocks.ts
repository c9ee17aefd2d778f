import type { Attributes } from "../attributes.ts";

/** The arguments that azurerm has as blocks. All else that has fields is a map. */
const BLOCKS = new Set(["network_acls", "identity", "model", "sku"]);

/** Attributes as the libraries' output in HCL needs them, where blocks and maps are written differently. */
export function toHclBlocks(attributes: Attributes): Attributes {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => {
      if (BLOCKS.has(name)) return [name, { value, isBlock: true, type: "struct" }];
      if (name !== "tags") return [name, value];
      return [name, { value, isBlock: false, type: "map", storageClassType: "stringMap" }];
    }),
  );
}
