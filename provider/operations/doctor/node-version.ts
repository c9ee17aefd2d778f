import type { Finding } from "./finding.ts";

/** The oldest Node.js that this package runs on: major and minor version. */
export const OLDEST_NODE = [22, 19] as const;

/** Whether a Node.js of this version, such as `24.1.0`, runs this package. */
export function nodeFinding(version: string): Finding {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [oldestMajor, oldestMinor] = OLDEST_NODE;
  const facts = { version };
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor))
    return { subject: "node", level: "ok", text: `Node.js ${version}`, facts };
  return {
    subject: "node",
    level: "problem",
    text: `Node.js ${version} is older than ${OLDEST_NODE.join(".")}`,
    advice: "Install a newer version of Node.js.",
    facts,
  };
}
