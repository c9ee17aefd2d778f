import { z } from "zod";

import { isoTime } from "../clock.ts";
import type { Controls } from "../controls.ts";
import { readJson } from "../http/json-body.ts";
import { profileSchema } from "../profile.ts";
import type { World } from "../world.ts";
import type { ControlRoute } from "./control-route.ts";

const profileBody = z.strictObject({ profile: profileSchema });
const clockBody = z.strictObject({ advance: z.number().min(0) });
const revocationBody = z.strictObject({ organizationId: z.string().exactOptional() });

/** The control routes over the simulator as a whole. */
export function worldRoutes(world: World, controls: Controls): ControlRoute[] {
  return [
    {
      method: "PUT",
      path: "/profile",
      summary: "Changes the profile: { profile: published | minimal | full }",
      handle: async (c) => {
        const body = await readJson(c, profileBody);
        controls.setProfile(body.profile);
        return body;
      },
    },
    {
      method: "POST",
      path: "/clock",
      summary: "Moves the clock forward: { advance: milliseconds }",
      handle: async (c) => {
        controls.advance((await readJson(c, clockBody)).advance);
        return { now: isoTime(world.clock) };
      },
    },
    {
      method: "POST",
      path: "/tokens/revoke",
      summary: "Revokes all tokens, or those of one organization: { organizationId? }",
      handle: async (c) => {
        const { organizationId } = await readJson(c, revocationBody);
        return { revoked: controls.revokeTokens(organizationId) };
      },
    },
    {
      method: "POST",
      path: "/reset",
      summary: "Goes back to the seed",
      handle: () => {
        controls.reset();
        return {};
      },
    },
  ];
}
