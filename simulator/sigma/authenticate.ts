import { bearerToken } from "../http/bearer-token.ts";
import type { SimulatorContext } from "../http/env.ts";
import { forbidden, tokenMissing } from "../simulator-error.ts";
import type { World } from "../world.ts";
import type { Identity } from "./token-book.ts";

/**
 * Says who calls.
 *
 * @throws SimulatorError 401 if there is no token, or one that is unknown, revoked or expired
 */
export function authenticate(c: SimulatorContext, { tokens }: World): Identity {
  const identity = tokens.verify(bearerToken(c.req.header("authorization")) ?? "");
  if (identity === undefined) throw tokenMissing();
  return identity;
}

/**
 * Says which Admin calls. Tokens have no scopes: their owner's account type decides.
 *
 * @throws SimulatorError 401 as above; 403 if the caller is not an Admin
 */
export function authenticateAdmin(c: SimulatorContext, world: World): Identity {
  const identity = authenticate(c, world);
  if (world.directory.user(identity.userId)?.accountType !== "Admin") {
    throw forbidden("You do not have permission to perform this action");
  }
  return identity;
}
