import { readFileSync } from "node:fs";
import { join } from "node:path";
import { transformSync } from "esbuild";
import { OLDEST_NODE } from "../../provider/runtime/node-version.ts";

/**
 * The head of the provider file, two lines that a shell runs and JavaScript takes for a comment.
 *
 * The shell finds Node.js: the one that was noted at the installation, else the one on PATH. Node.js is then started with
 * {@link prelude}, in the same process. What cannot go on says why on standard output, where Terraform quotes it from.
 */
export function launcher(): string {
  return `#!/bin/sh\n":" //; ${SHELL.join(" ")} exec "$n" -e '${prelude()}' "$0" "$@"\n`;
}

/** What Node.js runs first, from `prelude.cjs`: without a quote, so that a shell takes it as one word. */
export function prelude(): string {
  const [major, minor] = OLDEST_NODE;
  const { code } = transformSync(readFileSync(join(import.meta.dirname, "prelude.cjs"), "utf8"), {
    target: "es5",
    minify: true,
    define: {
      OLDEST_MAJOR: `${major}`,
      OLDEST_MINOR: `${minor}`,
      TOO_OLD: JSON.stringify(
        `The sigma provider needs ${NEEDED}, and EXECUTABLE is VERSION. ${ADVICE}`,
      ),
    },
  });
  if (code.includes("'"))
    throw new Error("the prelude holds a quote, which ends a word of the shell");
  return code.trim();
}

const NEEDED = `Node.js ${OLDEST_NODE.join(".")} or newer`;

const ADVICE = "Install it, then run: npx sigma-external-ai terraform install";

/** No command in here starts a process: all are parts of every shell. */
const SHELL = [
  `f="\${SIGMA_EXTERNAL_AI_NODE_FILE:-\${XDG_CONFIG_HOME:-$HOME/.config}/sigma-external-ai/node}"; n=;`,
  `if [ -r "$f" ]; then IFS= read -r n <"$f" || :; fi;`,
  `if [ ! -f "$n" ] || [ ! -x "$n" ]; then n=node;`,
  `command -v node >/dev/null || {`,
  `echo "The sigma provider needs ${NEEDED}: none is noted in $f, and PATH has no node. ${ADVICE}"; exit 1; }; fi;`,
];
