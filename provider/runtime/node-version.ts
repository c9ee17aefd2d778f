/** The oldest Node.js that this package runs on: major and minor version. */
export const OLDEST_NODE = [22, 19] as const;

/** Whether a Node.js of this version, such as `24.1.0`, runs this package. */
export function isNodeRecent(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [oldestMajor, oldestMinor] = OLDEST_NODE;
  return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor);
}
