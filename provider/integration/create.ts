import type { Config } from "./config.ts";
import type { Context } from "./context.ts";
import { resolveVendor } from "./credentials.ts";
import { IntegrationError } from "./errors.ts";
import { differingFacts, factsOf } from "./facts.ts";
import { announceAdd } from "./notices.ts";
import { confirmOrganization } from "./organization.ts";
import type { Observation } from "./port.ts";
import { attribution } from "./revisions.ts";
import { save, type Applied } from "./save.ts";

/**
 * Add: makes the integration, unless one is there that is not ours to replace: a key that is overwritten is lost. Throws
 * ALREADY_CONFIGURED then, and EXISTENCE_UNKNOWN where Sigma's API cannot tell.
 */
export async function create(config: Config, context: Context): Promise<Applied> {
  const vendor = await resolveVendor(config.vendor, context.credentials);
  const organizationId = await confirmOrganization(context, { config });
  context.claims.declare(config, organizationId);
  context.claims.claim(organizationId);
  try {
    const before = await context.port.read(context.signal);
    await permitCreate(organizationId, before, config, context);
    announceAdd(context, organizationId, vendor.name);
    return await save({ organizationId, config, vendor, before }, context);
  } catch (error) {
    context.claims.release(organizationId);
    throw error;
  }
}

async function permitCreate(
  organizationId: string,
  before: Observation,
  config: Config,
  { port, notify, signal }: Context,
): Promise<void> {
  if (before.kind === "absent") return;
  const there = description(before);
  const say = (title: string, text: string): void =>
    notify({ organizationId, severity: "warning", title, text });
  if (config.settings.existing === "overwrite") {
    const what = before.kind === "present" ? "it" : "whatever is there";
    return say("What is there is overwritten", `${there}; ${what} is overwritten`);
  }
  if (before.kind === "present") {
    const user = await port.currentUser(signal);
    const own = user !== undefined && before.report.updatedBy === user;
    if (own && differingFacts(factsOf(config.vendor), before.report.facts).length === 0) {
      return say(
        "A create is completed",
        `${there}, saved by these credentials' own user as asked for: a create that was cut off is completed`,
      );
    }
  }
  const present = before.kind === "present";
  throw new IntegrationError(present ? "ALREADY_CONFIGURED" : "EXISTENCE_UNKNOWN", {
    problem: `the organization ${organizationId}: ${there}`,
    expected: "nothing to be configured before the first create",
    advice: `Look at Administration > AI settings. ${present ? "To replace what is there" : "To save all the same"} set {existing} to "overwrite" (a key that is overwritten is lost, as it cannot be read back); to keep it, ${present ? "import it where your engine can, or " : ""}remove this resource.`,
    ...(present ? { remedy: { kind: "import", organizationId } } : {}),
  });
}

function description(before: Exclude<Observation, { kind: "absent" }>): string {
  if (before.kind === "unknown") {
    return `whether an AI provider is configured cannot be told: ${before.reason}`;
  }
  return `"${before.report.facts.aiProvider}" is configured already${attribution(before.report)}`;
}
