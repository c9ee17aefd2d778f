/** Makes the message code of `provider/terraform/protocol/gen` from `schema/tfplugin6.proto`, with buf and ts-proto. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(import.meta.dirname, "../..");
const { resolve } = createRequire(import.meta.url);
const folder = "provider/terraform/protocol/gen";

/** What buf is asked for. Nothing is read from a registry: the plugin is a local one. */
const template = {
  version: "v2",
  plugins: [
    {
      local: [process.execPath, resolve("ts-proto/protoc-gen-ts_proto")],
      out: ".",
      opt: [
        "annotateFilesWithVersion=false",
        "enumsAsLiterals=true",
        "esModuleInterop=true",
        "forceLong=number",
        "importSuffix=.ts",
        "outputClientImpl=false",
        "outputJsonMethods=false",
        "outputPartialMethods=false",
        // A table of the calls with their messages, as data.
        "outputServices=generic-definitions",
        "unrecognizedEnum=false",
        "useExactTypes=false",
        "useOptionals=messages",
      ],
    },
  ],
};

const files = ["tfplugin6.ts", "google/protobuf/timestamp.ts"];

/** Generates the files, by their path from the repository's root. Throws with buf's own text. */
export function protobuf(): Record<string, string> {
  const out = mkdtempSync(join(tmpdir(), "protobuf-"));
  try {
    generate(out);
    return Object.fromEntries(
      files.map((file) => [`${folder}/${file}`, tidy(readFileSync(join(out, file), "utf8"))]),
    );
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

function generate(out: string): void {
  const buf = join(resolve("@bufbuild/buf/package.json"), "../bin/buf");
  const args = ["generate", "schema", "--path", "schema/tfplugin6.proto", "--output", out];
  const { status, stderr } = spawnSync(
    process.execPath,
    [buf, ...args, "--include-imports", "--include-wkt", "--template", JSON.stringify(template)],
    // buf's cache stays in the folder that is deleted afterwards.
    { cwd: root, encoding: "utf8", env: { ...process.env, BUF_CACHE_DIR: out } },
  );
  if (status !== 0) throw new Error(`buf failed: ${stderr}`);
}

/** Without the long texts of Google's own files, and told to the tools that look at comments. */
function tidy(text: string): string {
  const source = /^\/\/ source: (.*)$/m.exec(text)?.[1] ?? "";
  const own = source.startsWith("google/") ? text.replace(/^ *\/\*\*.*?\*\/\n/gms, "") : text;
  return own.replace("/* eslint-disable */\n", "/* eslint-disable */\n/* oxlint-disable */\n");
}
