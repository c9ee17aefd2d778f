/** A version as `major.minor.patch`; missing parts are 0. */
export type Version = readonly [number, number, number];

/** The first version in a text, such as `v3.259.0` in what a tool prints. Undefined if there is none. */
export function parseVersion(text: string): Version | undefined {
  const match = /(\d+)\.(\d+)(?:\.(\d+))?/.exec(text);
  if (!match) return undefined;
  return [Number(match[1]), Number(match[2]), Number(match[3] ?? 0)];
}

/** A version as text, such as `3.259.0`. */
export function formatVersion(version: Version): string {
  return version.join(".");
}

/** Negative if `a` is older than `b`, positive if it is newer, 0 if they are the same. */
export function compareVersions(a: Version, b: Version): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}

/** Whether a version is `from` or later. */
export function isAtLeast(version: Version, from: string): boolean {
  const bound = parseVersion(from);
  return bound !== undefined && compareVersions(version, bound) >= 0;
}
