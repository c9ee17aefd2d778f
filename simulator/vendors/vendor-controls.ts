import { z } from "zod";

import { setAccountFirewall } from "../azure/azure-controls.ts";
import type { Azure } from "../azure/azure.ts";
import { parsed } from "../parsed.ts";
import type { Firewall, SeedKey } from "../seed/seed.ts";
import { badRequest, notFound } from "../simulator-error.ts";
import type { AzureResource, KeyVendor, VendorBook } from "./vendor-book.ts";

/** Checks the name of a vendor whose access is one key. */
export const keyVendorSchema = z.enum(["openai", "gemini", "anthropic"]);

/** Checks keys to add or change. */
export const keysSchema = z.strictObject({
  keys: z
    .array(
      z.strictObject({
        key: z.string().min(1),
        state: z.enum(["valid", "revoked", "restricted", "unpaid"]).exactOptional(),
      }),
    )
    .min(1),
});

/** Checks network rules. */
export const firewallSchema = z.strictObject({
  defaultAction: z.enum(["Allow", "Deny"]),
  ipRules: z.array(
    z.union([z.ipv4(), z.cidrv4()], { error: "expected an IPv4 address or CIDR range" }),
  ),
});

/** Adds keys to a vendor, or changes how they stand. */
export function setVendorKeys(book: VendorBook, vendor: KeyVendor, keys: readonly SeedKey[]): void {
  const name = parsed(keyVendorSchema, vendor);
  for (const key of parsed(keysSchema, { keys }).keys) book.keys(name).set(key);
}

/** Adds keys to an Azure OpenAI resource, or revokes them; Azure knows no other state. */
export function setAzureKeys(book: VendorBook, name: string, keys: readonly SeedKey[]): void {
  const resource = resourceOf(book, name);
  for (const key of parsed(keysSchema, { keys }).keys) {
    if (key.state !== undefined && key.state !== "valid" && key.state !== "revoked") {
      throw badRequest("keys.state: an Azure key is valid or revoked");
    }
    resource.keys.set(key);
  }
}

/** Replaces the network rules of an Azure OpenAI resource: an account of Azure Resource Manager, or one of the seed. */
export function setAzureFirewall(
  { azure, vendorBook }: { readonly azure: Azure; readonly vendorBook: VendorBook },
  name: string,
  firewall: Firewall,
): void {
  const rules = parsed(firewallSchema, firewall);
  if (setAccountFirewall(azure, name, rules)) return;
  resourceOf(vendorBook, name).firewall = rules;
}

function resourceOf(book: VendorBook, name: string): AzureResource {
  const resource = book.azureByName(name);
  if (resource === undefined) throw notFound(`There is no Azure OpenAI resource "${name}"`);
  return resource;
}
