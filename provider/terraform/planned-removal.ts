/** What the plan of a removal leaves for its apply: what the removal does to people was said. */
export const PLANNED_REMOVAL: Uint8Array = Buffer.from("planned removal");

/** Whether a removal had a plan of its own. One that is part of a replacement has none. */
export function isPlannedRemoval(plannedPrivate: Uint8Array): boolean {
  return Buffer.compare(plannedPrivate, PLANNED_REMOVAL) === 0;
}
