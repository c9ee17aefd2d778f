import { readFileSync } from "node:fs";
import { join } from "node:path";
import { transformSync } from "esbuild";
import { OLDEST_NODE } from "../../provider/runtime/node-version.ts";

/** What a launcher says where it cannot go on, and where. */
export interface LauncherTexts {
  /** The command that installs the provider again. */
  install: string;
  /** Where the engine quotes from. */
  output: "stdout" | "stderr";
}

/**
 * The head of the provider file, two lines that a shell runs and JavaScript takes for a comment.
 *
 * The shell finds Node.js: the one that was noted at the installation, else the one on PATH. Node.js is then started with
 * {@link prelude}, in the same process. What cannot go on says why, where the engine quotes it from.
 */
export function launcher(texts: LauncherTexts): string {
  return `#!/bin/sh\n":" //; ${shell(texts).join(" ")} exec "$n" -e '${prelude(texts)}' "$0" "$@"\n`;
}

/** What Node.js runs first, from `prelude.cjs`: without a quote, so that a shell takes it as one word. */
export function prelude(texts: LauncherTexts): string {
  const [major, minor] = OLDEST_NODE;
  const { code } = transformSync(readFileSync(join(import.meta.dirname, "prelude.cjs"), "utf8"), {
    target: "es5",
    minify: true,
    define: {
      OLDEST_MAJOR: `${major}`,
      OLDEST_MINOR: `${minor}`,
      SAY: texts.output === "stdout" ? "console.log" : "console.error",
      TOO_OLD: JSON.stringify(
        `The sigma provider needs ${NEEDED}, and EXECUTABLE is VERSION. ${advice(texts)}`,
      ),
    },
  });
  if (code.includes("'"))
    throw new Error("the prelude holds a quote, which ends a word of the shell");
  return code.trim();
}

const NEEDED = `Node.js ${OLDEST_NODE.join(".")} or newer`;

function advice({ install }: LauncherTexts): string {
  return `Install it, then run: ${install}`;
}

/** No command in here starts a process: all are parts of every shell. */
function shell(texts: LauncherTexts): string[] {
  const redirected = texts.output === "stderr" ? " >&2" : "";
  return [
    `f="\${SIGMA_EXTERNAL_AI_NODE_FILE:-\${XDG_CONFIG_HOME:-$HOME/.config}/sigma-external-ai/node}"; n=;`,
    `if [ -r "$f" ]; then IFS= read -r n <"$f" || :; fi;`,
    `if [ ! -f "$n" ] || [ ! -x "$n" ]; then n=node;`,
    `command -v node >/dev/null || {`,
    `echo "The sigma provider needs ${NEEDED}: none is noted in $f, and PATH has no node. ${advice(texts)}"${redirected}; exit 1; }; fi;`,
  ];
}
