import { Hono, type Context } from "hono";

/** What a vendor's app is told beside the request. */
export interface VendorEnv {
  Bindings: {
    /** The address that the request comes from, for a vendor's firewall. */
    readonly source: string;
  };
}

/** A simulated vendor. It answers requests to the vendor's real URLs and knows nothing of where it is served. */
export type VendorApp = Hono<VendorEnv>;

/** The context of one request to a vendor. */
export type VendorContext = Context<VendorEnv>;

/** The answer that ends a request early, or undefined where it may go on. */
export type VendorCheck = (c: VendorContext) => Response | undefined;

/** An app in which every request must pass `check` first. */
export function createVendorApp(check: VendorCheck): VendorApp {
  const app: VendorApp = new Hono();
  app.use(async (c, next) => {
    const refusal = check(c);
    if (refusal !== undefined) return refusal;
    await next();
    return undefined;
  });
  return app;
}

/** The JSON object in a request's body; empty where there is none. */
export async function readObject(c: VendorContext): Promise<Readonly<Record<string, unknown>>> {
  const body: unknown = await c.req.json().catch(() => undefined);
  return typeof body === "object" && body !== null ? { ...body } : {};
}
