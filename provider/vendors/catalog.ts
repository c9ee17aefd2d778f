import type { VendorName } from "../integration/model.ts";
import { anthropic } from "./anthropic.ts";
import { azureOpenai } from "./azure-openai.ts";
import { gemini } from "./gemini.ts";
import { openai } from "./openai.ts";
import type { Vendor } from "./vendor.ts";

/** Every vendor, by the name of its block. */
export const vendors = {
  openai,
  azureOpenai,
  gemini,
  anthropic,
} as const satisfies Record<VendorName, Vendor>;
