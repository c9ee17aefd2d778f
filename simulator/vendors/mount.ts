import { Hono, type MiddlewareHandler } from "hono";

import type { SimulatorContext, SimulatorEnv } from "../http/env.ts";
import type { VendorApp } from "./vendor-app.ts";
import { VENDOR_HOSTS, type Vendors } from "./vendors.ts";

/** The header that says which address a request to a vendor pretends to come from. */
export const SOURCE_HEADER = "x-sigma-simulator-source";

/**
 * Answers a request that was meant for a vendor's host as the vendor does, at the vendor's own path.
 *
 * @param callerAddress as for {@link mountVendors}
 */
export function vendorsByHost(
  { appAt }: Vendors,
  callerAddress: string,
): MiddlewareHandler<SimulatorEnv> {
  return async (c, next) => {
    const host = c.get("vendorHost");
    if (host === undefined) return next();
    const url = new URL(c.req.url);
    const target = new URL(`https://${host}${url.pathname}${url.search}`);
    const source = c.req.header(SOURCE_HEADER) ?? callerAddress;
    return appAt(host).fetch(new Request(target, c.req.raw), { source });
  };
}

/**
 * Serves the vendors below one path each, so that a person can try them: `/openai/v1/models`, and for Azure
 * `/azure-openai/contoso.openai.azure.com/openai/v1/models`.
 *
 * @param callerAddress where requests come from that do not carry the header `x-sigma-simulator-source`
 */
export function mountVendors({ apps }: Vendors, callerAddress: string): Hono<SimulatorEnv> {
  const forward = (c: SimulatorContext, app: VendorApp, host: string, path: string) => {
    const url = new URL(`https://${host}/${path}`);
    url.search = new URL(c.req.url).search;
    const source = c.req.header(SOURCE_HEADER) ?? callerAddress;
    return app.fetch(new Request(url, c.req.raw), { source });
  };

  const mounted = new Hono<SimulatorEnv>();
  for (const vendor of ["openai", "gemini", "anthropic"] as const) {
    mounted.all(`/${vendor}/:path{.*}`, (c) =>
      forward(c, apps[vendor], VENDOR_HOSTS[vendor], c.req.param("path")),
    );
  }
  mounted.all("/azure-openai/:host/:path{.*}", (c) =>
    forward(c, apps["azure-openai"], c.req.param("host"), c.req.param("path")),
  );
  return mounted;
}
