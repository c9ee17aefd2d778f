import { IntegrationError } from "../../integration/errors.ts";
import type { Notice } from "../../integration/context.ts";
import type { SigmaPort } from "../../integration/port.ts";
import { vendors } from "../../vendors/catalog.ts";
import { ANSWER_TIMEOUT } from "./call.ts";
import { readIntegration, type Found } from "./read.ts";
import { removeIntegration, unsupported, WAY_OUT } from "./remove.ts";
import { configurationUnknown, openRoute } from "./route.ts";
import { saveIntegration } from "./save.ts";
import type { Session } from "./session.ts";
import type { Contract, Operation } from "../contract.ts";

/**
 * The REST API as the core's port, for the credential's own organization or for a tenant of it. `notify` tells the user
 * where something rests on an assumption about Sigma.
 */
export function createApiPort(
  session: Session,
  tenant: string | undefined,
  notify: (notice: Notice) => void,
): SigmaPort {
  const { contract, allowAssumed } = session.connection;
  const { read, remove } = contract.operations;

  let organizationId = tenant;
  /** What the operation has decided on. A save and a removal act on that, and on nothing that came since. */
  let seen: Found | undefined;
  const configId = (): string | undefined => (seen?.kind === "present" ? seen.configId : undefined);

  return {
    async identify(signal) {
      if (tenant === undefined) {
        const identity = await session.whoami(undefined, signal);
        organizationId = identity.organizationId;
        return identity;
      }
      const { tokens } = await session.access(tenant, signal);
      // The exchange succeeds for the tenant that was named, and for no other.
      await tokens.current(signal);
      return { organizationId: tenant };
    },

    async currentUser(signal) {
      const identity = await session.whoami(tenant, signal).catch(nothingWhereRefused);
      if (identity === undefined) return undefined;
      if (tenant !== undefined && identity.organizationId !== tenant)
        throw wrongTenant(tenant, identity.organizationId);
      return identity.userId;
    },

    async read(signal) {
      if (read === null)
        return { kind: "unknown", reason: "Sigma's API has no route to read AI settings" };
      seen = undefined;
      seen = await readIntegration(
        await openRoute(session, tenant, read, ANSWER_TIMEOUT.read, signal),
      );
      return seen;
    },

    async save(vendor, signal) {
      const operation = operationFor(contract.operations, seen);
      if (operation.grade === "assumed" && !allowAssumed)
        throw assumedRefused("ASSUMED_WRITE_REFUSED", "save");
      if (contract.bodies[vendor.name].grade === "assumed") {
        notify({
          ...(organizationId === undefined ? {} : { organizationId }),
          severity: "warning",
          title: "The form of a save is assumed",
          once: true,
          text: `Sigma has not published the form in which it takes ${vendors[vendor.name].title}; the one that is sent is assumed`,
        });
      }
      const timeout = ANSWER_TIMEOUT.save;
      return saveIntegration(
        vendor,
        await openRoute(session, tenant, operation, timeout, signal, configId()),
      );
    },

    async remove(signal) {
      if (remove === null) throw unsupported("there is no such route");
      if (remove.grade === "assumed" && !allowAssumed) {
        throw assumedRefused("ASSUMED_REMOVE_REFUSED", "remove");
      }
      return removeIntegration(
        await openRoute(session, tenant, remove, ANSWER_TIMEOUT.read, signal, configId()),
      );
    },
  };
}

/** Where an Edit is another operation than an Add, only a read tells which of the two it is. */
function operationFor({ save, edit }: Contract["operations"], seen: Found | undefined): Operation {
  if (edit === null || edit === undefined) return save;
  if (seen === undefined || seen.kind === "unknown") {
    throw configurationUnknown("whether one is there could not be read");
  }
  return seen.kind === "present" ? edit : save;
}

function assumedRefused(
  code: "ASSUMED_WRITE_REFUSED" | "ASSUMED_REMOVE_REFUSED",
  verb: string,
): IntegrationError {
  return new IntegrationError(code, {
    problem: `Sigma has not published how to ${verb} an integration, and a guess that changes something is not tried unasked; nothing was sent`,
    advice:
      code === "ASSUMED_WRITE_REFUSED"
        ? "To try it all the same set SIGMA_ALLOW_ASSUMED=write."
        : `${WAY_OUT}; or try the guess with SIGMA_ALLOW_ASSUMED=write.`,
  });
}

/** Who wrote last decides only whether a create that was cut off is completed; not knowing is safe. */
function nothingWhereRefused(error: unknown): undefined {
  const refused = ["NOT_PERMITTED", "REQUEST_REFUSED", "CREDENTIALS_REJECTED", "NOT_SIGMA"];
  if (error instanceof IntegrationError && refused.includes(error.code)) return undefined;
  throw error;
}

function wrongTenant(tenant: string, organizationId: string): IntegrationError {
  return new IntegrationError("WRONG_ORGANIZATION", {
    problem: `Sigma says that the tenant's token speaks for ${organizationId}, not for ${tenant}`,
  });
}
