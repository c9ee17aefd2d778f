import type { VendorBook } from "./vendor-book.ts";
import { VENDOR_HOSTS } from "./vendors.ts";

/** The suffixes under which Azure gives a resource its name. */
const AZURE_SUFFIXES = [
  ".openai.azure.com",
  ".cognitiveservices.azure.com",
  ".services.ai.azure.com",
  ".api.cognitive.microsoft.com",
] as const;

/**
 * The vendor's host that a request was meant for, by its `Host` header; undefined where it was meant for the simulator.
 * That no resource has a name of Azure's does not matter here: Azure answers for it.
 */
export function vendorHost(header: string | undefined, book: VendorBook): string | undefined {
  const host = (header ?? "").toLowerCase().replace(/:\d+$/, "");
  const isKnown =
    Object.values(VENDOR_HOSTS).some((known) => known === host) ||
    AZURE_SUFFIXES.some((suffix) => host.endsWith(suffix)) ||
    book.azureByHost(host) !== undefined;
  return isKnown ? host : undefined;
}
