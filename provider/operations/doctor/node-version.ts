import { isNodeRecent, OLDEST_NODE } from "../../runtime/node-version.ts";
import type { Finding } from "./finding.ts";

/** Whether a Node.js of this version, such as `24.1.0`, runs this package. */
export function nodeFinding(version: string): Finding {
  const facts = { version };
  if (isNodeRecent(version))
    return { subject: "node", level: "ok", text: `Node.js ${version}`, facts };
  return {
    subject: "node",
    level: "problem",
    text: `Node.js ${version} is older than ${OLDEST_NODE.join(".")}`,
    advice: "Install a newer version of Node.js.",
    facts,
  };
}
