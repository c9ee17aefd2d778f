import { OLDEST_NODE } from "../../provider/terraform/install/node-note.ts";

/**
 * The head of the provider file, two lines that a shell runs and JavaScript takes for a comment.
 *
 * The shell finds Node.js: the one that was noted at the installation, else the one on PATH. Node.js is then started with
 * {@link prelude}, in the same process. What cannot go on says why on standard output, where Terraform quotes it from.
 */
export function launcher(): string {
  return `#!/bin/sh\n":" //; ${SHELL.join(" ")} exec "$n" -e '${prelude()}' "$0" "$@"\n`;
}

/**
 * What Node.js runs first, in words that the oldest one understands: it refuses a version that is too old, has compiled
 * code kept, and loads the provider. Loaded so, it is CommonJS whatever the folders above it say in a package.json.
 */
export function prelude(): string {
  const [major, minor] = OLDEST_NODE;
  return [
    `var p=process,e=p.env,v=p.versions.node.split("."),o=require("os");`,
    `if(v[0]<${major}||v[0]==${major}&&v[1]<${minor}){`,
    `console.log("The sigma provider needs ${NEEDED}, and "+p.execPath+" is "+v.join(".")+". ${ADVICE}");p.exit(1)}`,
    // In the user's own folder: the default is below the folder of temporary files, which others may write to.
    `try{var c=/^\\//.test(e.XDG_CACHE_HOME)?e.XDG_CACHE_HOME:o.homedir()+(p.platform=="darwin"?"/Library/Caches":"/.cache");`,
    `require("module").enableCompileCache(c+"/sigma-external-ai/compile")}catch(_){}`,
    `require(require("path").resolve(p.argv[1]))`,
  ].join("");
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
