import type { Variant } from "./variant.ts";

const PATH = "/v2/organizations/settings/aiConfigs";
const LIST = new RegExp(`^${PATH}$`);
const ONE = new RegExp(`^${PATH}/(?<id>[^/]+)$`);

/** A list of configurations with ids: Add makes one, Edit and Remove name it. */
export const ownId: Variant = {
  name: "an id of its own",
  document: "own-id.openapi.yaml",
  save: { method: "POST", path: LIST },
  edit: { method: "PATCH", path: ONE },
  read: { method: "GET", path: LIST },
  remove: { method: "DELETE", path: ONE },
  toSimulator: (body) => body,
  toVariant: ({ revision: _, createdAt: __, ...rest }) => rest,
  withId: (id, report) => ({ aiConfigId: id, ...report }),
  toList: (entries) => ({ entries, total: entries.length, nextPageToken: null }),
};
