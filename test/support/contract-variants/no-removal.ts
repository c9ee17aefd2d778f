import type { Variant } from "./variant.ts";

const PATH = /^\/v3\/organizations\/settings\/ai$/;

/** The bodies that we know, at another path, and no way to remove. */
export const noRemoval: Variant = {
  name: "no removal",
  document: "no-removal.openapi.json",
  save: { method: "PUT", path: PATH },
  read: { method: "GET", path: PATH },
  toSimulator: (body) => body,
  toVariant: (report) => report,
};
