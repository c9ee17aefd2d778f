import { isoTime, type Clock } from "../clock.ts";
import type {
  Actor,
  AuditEvent,
  Integration,
  OrganizationState,
  Remembered,
  SavedConfig,
} from "./integration.ts";
import { readStateFile, writeStateFile } from "./state-file.ts";

const NOTHING: Remembered = { revision: 0, integration: null };

/** The integrations of all organizations, and the log of their changes. */
export interface IntegrationStore {
  /** The changes of all organizations, oldest first. */
  readonly audit: readonly AuditEvent[];
  state(organizationId: string): OrganizationState;
  /** Adds the integration of an organization, or replaces it. */
  save(organizationId: string, config: SavedConfig, actor: Actor): Integration;
  /** Removes the integration of an organization. Where there is none, nothing changes. */
  remove(organizationId: string, actor: Actor): void;
  /** Forgets everything, in the state file too. */
  reset(): void;
}

/**
 * Creates the store.
 *
 * @param stateFile where to keep it across restarts; by default it is kept in memory only
 * @throws Error if the state file is there but is not one, or cannot be written
 */
export function createIntegrationStore(clock: Clock, stateFile?: string): IntegrationStore {
  const kept = stateFile === undefined ? undefined : readStateFile(stateFile);
  const organizations = new Map(Object.entries(kept?.organizations ?? {}));
  const audit: AuditEvent[] = kept?.audit ?? [];

  const remembered = (organizationId: string): Remembered =>
    organizations.get(organizationId) ?? NOTHING;
  const persist = (): void => {
    if (stateFile === undefined) return;
    writeStateFile(stateFile, { organizations: Object.fromEntries(organizations), audit });
  };
  const record = (
    organizationId: string,
    next: Remembered,
    event: Pick<AuditEvent, "event" | "provider"> & Actor,
  ): void => {
    organizations.set(organizationId, next);
    audit.push({
      id: `audit-${audit.length + 1}`,
      at: isoTime(clock),
      category: "AI_SETTINGS",
      organizationId,
      revision: next.revision,
      ...event,
    });
    persist();
  };

  // At once, so that a file that cannot be written is found out before anything depends on it.
  persist();

  return {
    audit,
    state: (organizationId) => ({ organizationId, ...structuredClone(remembered(organizationId)) }),
    save: (organizationId, config, actor) => {
      const { revision, integration: before } = remembered(organizationId);
      const now = isoTime(clock);
      const integration: Integration = {
        ...config,
        revision: revision + 1,
        createdAt: before?.createdAt ?? now,
        createdBy: before?.createdBy ?? actor.userId,
        updatedAt: now,
        updatedBy: actor.userId,
      };
      record(
        organizationId,
        { revision: revision + 1, integration },
        {
          ...actor,
          event: before === null ? "AI_PROVIDER_ADDED" : "AI_PROVIDER_EDITED",
          provider: config.provider,
        },
      );
      return integration;
    },
    remove: (organizationId, actor) => {
      const { revision, integration: before } = remembered(organizationId);
      if (before === null) return;
      record(
        organizationId,
        { revision: revision + 1, integration: null },
        { ...actor, event: "AI_PROVIDER_REMOVED", provider: before.provider },
      );
    },
    reset: () => {
      organizations.clear();
      audit.length = 0;
      persist();
    },
  };
}
