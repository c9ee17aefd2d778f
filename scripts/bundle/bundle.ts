/**
 * Makes of a provider one file that starts on its own. The same sources and packages make the same bytes on every machine,
 * so that the checksum in a committed lock file holds everywhere.
 */
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { build, formatMessages } from "esbuild";
import { launcher, type LauncherTexts } from "./launcher.ts";
import { lean } from "./lean.ts";
import { licences } from "./licences.ts";

/** A provider that is made into a file. */
export interface ProviderSource {
  /** The entry of its process. */
  entry: string;
  /** Where the file is written. */
  file: string;
  texts: LauncherTexts;
}

/** The provider as JavaScript, without its launcher. */
export interface Bundle {
  /** One CommonJS module. A module behind `import()` is evaluated when it is first imported, as in the sources. */
  code: string;
  /** The licences of the packages in it. */
  licences: string;
}

/** Bundles an entry. Throws what esbuild has to say, warnings included. */
export async function bundle(entry: string): Promise<Bundle> {
  const { outputFiles, metafile, warnings } = await build({
    entryPoints: [entry],
    // Not the current folder, which would be the same for nobody.
    absWorkingDir: dirname(entry),
    bundle: true,
    format: "cjs",
    platform: "node",
    target: "node22",
    minify: true,
    charset: "ascii",
    legalComments: "eof",
    metafile: true,
    write: false,
    logLevel: "silent",
    // Whatever tsconfig.json is near the entry says nothing about this bundle.
    tsconfigRaw: {},
    // How undici itself is built without its experimental parser.
    define: { esbuildDetection: "1" },
    plugins: [lean],
  });
  if (warnings.length > 0) {
    throw new Error((await formatMessages(warnings, { kind: "warning" })).join("\n"));
  }
  const files = Object.keys(metafile.inputs).map((file) => join(dirname(entry), file));
  return { code: outputFiles[0]?.text ?? "", licences: licences(files) };
}

/** The provider file for every system with a shell: launcher, code, licences. */
export function providerFile({ code, licences: packages }: Bundle, texts: LauncherTexts): string {
  const comment = packages.replaceAll("*/", "* /");
  const file = `${launcher(texts)}${code}/*!\nThe licences of the packages in this file.\n\n${comment}\n*/\n`;
  // Only comments have any other characters, and Node.js reads a file of ASCII faster.
  return file.replaceAll(/[^\0-\u007e]/g, (unit) => {
    return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}

/** Bundles a provider and writes its file, which may be run. */
export async function writeProvider({ entry, file, texts }: ProviderSource): Promise<void> {
  const text = providerFile(await bundle(entry), texts);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  chmodSync(file, 0o755);
}
