import type { Config } from "./config.ts";
import type { Context } from "./context.ts";
import { keySlots, resolveVendor } from "./credentials.ts";
import { IntegrationError } from "./errors.ts";

/**
 * Says of a key reference that leads nowhere here that it is not checked, for the plan of a first create, which compares
 * nothing. It is no error yet: the key may be there when it is needed. Nothing is sent.
 */
export async function announceUnresolved(
  { vendor, target, settings, unknown }: Config,
  { credentials, notify }: Pick<Context, "credentials" | "notify">,
): Promise<void> {
  const keys = keySlots(vendor).map(({ path }) => path);
  // A value that is not known yet may be the key, the reference to it, or the block around it.
  const isOpen = unknown.some((path) =>
    keys.some((key) => key.startsWith(path) || path.startsWith(key)),
  );
  if (isOpen) return;
  try {
    await resolveVendor(vendor, credentials);
  } catch (error) {
    if (!(error instanceof IntegrationError)) throw error;
    const { path, problem } = error.details;
    const organizationId = target.tenant ?? settings.expectedOrganizationId;
    notify({
      ...(organizationId === undefined || unknown.includes("tenant") ? {} : { organizationId }),
      severity: "warning",
      title: "A key is not checked",
      text: `{${path}}: not checked: ${problem}`,
    });
  }
}
