/**
 * Writes every generated file of the repository. With `--check` it writes nothing and fails if one of them is out of
 * date, so that what is committed is always what the sources say.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { protobuf } from "./generate/protobuf.ts";
import { pulumiSchema } from "./generate/pulumi-schema.ts";
import { errorsReference, inputsReference, outputsReference } from "./generate/reference.ts";
import { sigmaContract } from "./generate/sigma-contract.ts";
import { terraformConstructs } from "./generate/terraform-constructs.ts";
import { terraformDocs } from "./generate/terraform-docs.ts";
import { terraformSchema } from "./generate/terraform-schema.ts";
import { terraformAnswers } from "./generate/terraform-wire.ts";
import { VERSION } from "../provider/runtime/version.ts";
import { version } from "./generate/version.ts";

const root = join(import.meta.dirname, "..");
const read = (path: string): string => readFileSync(join(root, path), "utf8");

const generated: Record<string, string> = {
  "schema/sigma-contract.json": sigmaContract(read("schema/sigma-api.openapi.yaml")),
  "schema/pulumi-sigma.json": `${JSON.stringify(pulumiSchema(VERSION), null, 2)}\n`,
  "schema/terraform-provider.json": `${JSON.stringify(terraformSchema(), null, 2)}\n`,
  "provider/terraform/gen/answers.ts": terraformAnswers(),
  "provider/runtime/version.ts": version(read("package.json")),
  "docs/reference/inputs.md": inputsReference(),
  "docs/reference/outputs.md": outputsReference(),
  "docs/reference/errors.md": errorsReference(),
  ...protobuf(),
  ...terraformDocs(),
  ...terraformConstructs(),
};

const check = process.argv.includes("--check");
const stale: string[] = [];

for (const [path, text] of Object.entries(generated)) {
  if (current(path) === text) continue;
  stale.push(path);
  if (!check) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

if (stale.length === 0) console.log("generated files: up to date");
else if (check) {
  console.error(`generated files out of date: ${stale.join(", ")}. Run: npm run generate`);
  process.exitCode = 1;
} else console.log(`generated files: wrote ${stale.join(", ")}`);

function current(path: string): string | undefined {
  try {
    return read(path);
  } catch {
    return undefined;
  }
}
