import { z } from "zod";

import type { SimulatorContext } from "../http/env.ts";
import { parsed } from "../parsed.ts";
import type { SeedOrganization } from "../seed/seed.ts";
import { badRequest, notFound } from "../simulator-error.ts";
import type { World } from "../world.ts";
import { authenticateAdmin } from "./authenticate.ts";

const MAX_PAGE_SIZE = 1000;
/** When every tenant was made. */
const CREATED_AT = "2026-01-15T09:00:00.000Z";

const query = z.object({
  pageSize: z.coerce
    .number()
    .int()
    .min(1)
    .default(50)
    // Over-large values are clamped, not refused.
    .transform((size) => Math.min(size, MAX_PAGE_SIZE)),
  pageToken: z.string().exactOptional(),
  search: z.string().default(""),
  order: z.enum(["asc", "desc"]).default("asc"),
  key: z.enum(["createdAt", "createdBy", "name", "url"]).default("createdAt"),
});

/**
 * `GET /v2/tenants`, Admin only: one page of the caller's tenants.
 *
 * The meaning of `search` (a part of the slug, or the creator's ID) is as published; `key` sorts only by `name` and
 * `url` (the slug), since all tenants are of the same age and maker.
 *
 * @see https://help.sigmacomputing.com/openapi.json
 */
export function listTenants(c: SimulatorContext, world: World): Response {
  const { organizationId } = authenticateAdmin(c, world);
  const { pageSize, pageToken, search, order, key } = parsed(query, c.req.query());

  const tenants = world.directory
    .tenants(organizationId)
    .map((tenant) => described(tenant, organizationId, world))
    .filter(
      (tenant) => tenant.tenantOrganizationSlug.includes(search) || tenant.createdBy === search,
    );
  if (key === "name") tenants.sort(by((tenant) => tenant.tenantOrganizationName));
  if (key === "url") tenants.sort(by((tenant) => tenant.tenantOrganizationSlug));
  if (order === "desc") tenants.reverse();

  const start = pageToken === undefined ? 0 : offsetOf(pageToken);
  const end = start + pageSize;
  return c.json({
    entries: tenants.slice(start, end),
    ...(end < tenants.length ? { nextPageToken: tokenOf(end) } : {}),
  });
}

/**
 * `GET /v2/tenants/{tenantOrganizationId}`, Admin only: one of the caller's tenants.
 *
 * @see https://help.sigmacomputing.com/openapi.json
 */
export function getTenant(c: SimulatorContext, world: World): Response {
  const { organizationId } = authenticateAdmin(c, world);
  const tenant = world.directory.organization(c.req.param("tenantOrganizationId") ?? "");
  if (tenant?.parentId !== organizationId) throw notFound("Tenant not found");
  return c.json(described(tenant, organizationId, world));
}

function described(tenant: SeedOrganization, parentId: string, { directory }: World) {
  const creator = directory.admins(parentId)[0]?.id ?? "";
  return {
    tenantOrganizationId: tenant.id,
    parentOrganizationId: parentId,
    tenantOrganizationName: tenant.name,
    tenantOrganizationSlug: tenant.slug,
    createdBy: creator,
    updatedBy: creator,
    createdAt: CREATED_AT,
    updatedAt: CREATED_AT,
    ...(tenant.cloud === undefined ? {} : { tenantCloudProvider: tenant.cloud }),
    ...(tenant.region === undefined ? {} : { tenantRegion: tenant.region }),
    ...(tenant.tenantApiUrl === undefined ? {} : { tenantApiUrl: tenant.tenantApiUrl }),
  };
}

function by<T>(textOf: (item: T) => string): (left: T, right: T) => number {
  return (left, right) => (textOf(left) < textOf(right) ? -1 : 1);
}

function tokenOf(offset: number): string {
  return Buffer.from(`from ${offset}`).toString("base64url");
}

function offsetOf(pageToken: string): number {
  const decoded = Buffer.from(pageToken, "base64url").toString("utf8");
  const offset = /^from (\d+)$/.exec(decoded)?.[1];
  if (offset === undefined) throw badRequest("pageToken: not one of this list");
  return Number(offset);
}
