import { IntegrationError } from "../../integration/errors.ts";
import type { Notice } from "../../integration/context.ts";
import type { SigmaPort } from "../../integration/port.ts";
import { vendors } from "../../vendors/catalog.ts";
import { ANSWER_TIMEOUT } from "./call.ts";
import { readIntegration } from "./read.ts";
import { removeIntegration, unsupported, WAY_OUT } from "./remove.ts";
import { openRoute } from "./route.ts";
import { saveIntegration } from "./save.ts";
import type { Session } from "./session.ts";

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
  const { save, read, remove } = contract.operations;

  let organizationId = tenant;

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
      return readIntegration(await openRoute(session, tenant, read, ANSWER_TIMEOUT.read, signal));
    },

    async save(vendor, signal) {
      if (save.grade === "assumed" && !allowAssumed)
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
      const route = await openRoute(session, tenant, save, ANSWER_TIMEOUT.save, signal);
      return saveIntegration(vendor, route);
    },

    async remove(signal) {
      if (remove === null) throw unsupported("there is no such route");
      if (remove.grade === "assumed" && !allowAssumed) {
        throw assumedRefused("ASSUMED_REMOVE_REFUSED", "remove");
      }
      return removeIntegration(
        await openRoute(session, tenant, remove, ANSWER_TIMEOUT.read, signal),
      );
    },
  };
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
