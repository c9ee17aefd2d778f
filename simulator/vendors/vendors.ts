import { createAnthropic } from "./anthropic.ts";
import { createAzureOpenAi } from "./azure-openai.ts";
import { createGemini } from "./gemini.ts";
import { createOpenAi } from "./openai.ts";
import type { VendorApp } from "./vendor-app.ts";
import type { VendorBook } from "./vendor-book.ts";

/** The names of the simulated vendors, as in their paths below `/_vendors`. */
export type VendorName = "openai" | "azure-openai" | "gemini" | "anthropic";

/** The one host of each vendor that has a single one. Azure OpenAI has a host for each resource. */
export const VENDOR_HOSTS = {
  openai: "api.openai.com",
  gemini: "generativelanguage.googleapis.com",
  anthropic: "api.anthropic.com",
} as const satisfies Partial<Record<VendorName, string>>;

/** The simulated AI vendors, as the simulated Sigma reaches them. */
export interface Vendors {
  readonly apps: Readonly<Record<VendorName, VendorApp>>;
  /** The vendor at a host: whatever is no other one's is Azure's. */
  readonly appAt: (host: string) => VendorApp;
  /**
   * Sends a request to the vendor that its URL names.
   *
   * @param source the address that the vendor sees the request come from
   * @returns undefined where no such host is known, as when a name does not resolve
   */
  send(request: Request, source: string): Promise<Response | undefined>;
}

/** Creates the simulated vendors over their books. */
export function createVendors(book: VendorBook): Vendors {
  const apps = {
    openai: createOpenAi(book),
    "azure-openai": createAzureOpenAi(book),
    gemini: createGemini(book),
    anthropic: createAnthropic(book),
  };
  const appAt = (host: string): VendorApp => {
    switch (host) {
      case VENDOR_HOSTS.openai:
        return apps.openai;
      case VENDOR_HOSTS.gemini:
        return apps.gemini;
      case VENDOR_HOSTS.anthropic:
        return apps.anthropic;
      default:
        return apps["azure-openai"];
    }
  };
  return {
    apps,
    appAt,
    async send(request, source) {
      const { hostname } = new URL(request.url);
      const app = appAt(hostname);
      const isNowhere = app === apps["azure-openai"] && book.azureByHost(hostname) === undefined;
      return isNowhere ? undefined : app.fetch(request, { source });
    },
  };
}
