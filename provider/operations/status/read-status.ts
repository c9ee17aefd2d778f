import { inspect } from "../../integration/inspect.ts";
import { redact } from "../../integration/redact.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import { inParallel } from "../in-parallel.ts";
import { isInShard, type Shard } from "../shard.ts";
import {
  failedStatus,
  observedStatus,
  type OrganizationName,
  type OrganizationStatus,
} from "./organization-status.ts";

/** Which organizations are read: the credentials' own one, unless something else is said. */
export interface Selection {
  /** Which credentials; the unnamed ones by default. */
  connection?: string;
  /** These instead. */
  tenants?: readonly string[];
  /** The own one and every tenant of it. */
  allTenants?: boolean;
  /** Only this part of them. */
  shard?: Shard;
}

/** Where a sweep stands. */
export interface Progress {
  done: number;
  total: number;
}

/** What a sweep found, in the order that was asked for, or else in Sigma's. */
export interface StatusReport {
  organizations: OrganizationStatus[];
  /** True where the user ended it: what had not been read by then is `unreadable`, with the code CANCELLED. */
  partial: boolean;
}

/**
 * How many organizations are read at a time. Sigma gives one token a second, and each tenant needs one: four hide the other
 * requests behind that wait, and leave no tenant waiting for its token for longer than four seconds.
 */
const PARALLEL = 4;

/**
 * Reads what Sigma reports now. An organization that cannot be read does not stop the others. Throws where all would fail:
 * credentials that do not work, or tenants that cannot be listed though all of them are asked for.
 */
export async function readStatus(
  runtime: Pick<Runtime, "forOperation" | "organizations">,
  selection: Selection,
  signal: AbortSignal,
  onProgress: (progress: Progress) => void = () => {},
): Promise<StatusReport> {
  const target = selection.connection === undefined ? {} : { connection: selection.connection };
  const settings = { notify: () => {}, signal };
  const first = runtime.forOperation(target, {}, settings);
  const own = await first.port.identify(first.signal);
  const asked = await select(selection, own.organizationId, async () => {
    const { tenants } = await runtime.organizations(target, {}, settings);
    return tenants;
  });
  const selected = asked.filter(({ organizationId }) => isInShard(organizationId, selection.shard));
  const total = selected.length;
  let done = 0;
  onProgress({ done, total });

  const readOne = async (organization: OrganizationName): Promise<OrganizationStatus> => {
    const { organizationId } = organization;
    const tenant = organizationId === own.organizationId ? {} : { tenant: organizationId };
    try {
      const context = runtime.forOperation({ ...target, ...tenant }, {}, settings);
      const { observation } = await inspect(context);
      return observedStatus(organization, observation);
    } catch (error) {
      return failedStatus(organization, error);
    } finally {
      done += 1;
      onProgress({ done, total });
    }
  };
  const organizations = await inParallel(selected, PARALLEL, readOne);
  const partial = signal.aborted && organizations.some(isCancelled);
  return { organizations, partial };
}

type ListTenants = () => Promise<Awaited<ReturnType<Runtime["organizations"]>>["tenants"]>;

async function select(
  { tenants = [], allTenants = false }: Selection,
  own: string,
  listTenants: ListTenants,
): Promise<OrganizationName[]> {
  if (allTenants) return [{ organizationId: own }, ...(await listTenants()).map(named)];
  if (tenants.length === 0) return [{ organizationId: own }];
  // Only for their names. Whether each of them can be read is seen when it is.
  const known = (await listTenants().catch(() => [])).map(named);
  return [...new Set(tenants)].map(
    (id) => known.find(({ organizationId }) => organizationId === id) ?? { organizationId: id },
  );
}

function named({
  tenantOrganizationId: organizationId,
  tenantOrganizationName: name,
}: Awaited<ReturnType<ListTenants>>[number]): OrganizationName {
  // Somebody else's text, which goes to a terminal.
  const clean = redact(name);
  return clean === "" ? { organizationId } : { organizationId, name: clean };
}

function isCancelled(organization: OrganizationStatus): boolean {
  return organization.status === "unreadable" && organization.code === "CANCELLED";
}
