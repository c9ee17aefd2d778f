import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Small stand-ins for commands that talk to hosted services. Each understands what the pipelines write, and no more. */
export interface StandIns {
  /** The folder that they are in. */
  bin: string;
  /** The calls, in order, as they were written. */
  calls: () => Promise<string[]>;
  /** What GitHub has by now. */
  github: () => Promise<GitHub>;
}

/** What the stand-in for GitHub keeps. */
export interface GitHub {
  labels: string[];
  issues: { number: number; open: boolean; label: string; title: string; body: string }[];
  /** The comments of ours, by pull request. */
  comments: Record<string, string[]>;
}

/** Writes `gh`, `az` and `npm` below a folder. `az` gives out these secrets, by their names. */
export async function writeStandIns(
  folder: string,
  secrets: Readonly<Record<string, string>>,
): Promise<StandIns> {
  const bin = join(folder, "bin");
  const [log, github] = [join(folder, "calls"), join(folder, "github.json")];
  await mkdir(bin);
  await writeFile(log, "");
  const nothing: GitHub = { labels: [], issues: [], comments: {} };
  await writeFile(github, JSON.stringify(nothing));
  const programs = { gh: GH, az: AZ, npm: NPM };
  for (const [name, body] of Object.entries(programs)) {
    const constants = { NAME: name, LOG: log, GITHUB: github, SECRETS: secrets };
    const head = Object.entries(constants)
      .map(([key, value]) => `const ${key} = ${JSON.stringify(value)};\n`)
      .join("");
    await writeFile(join(bin, name), `#!${process.execPath}\n${head}${COMMON}${body}`, {
      mode: 0o755,
    });
  }
  return {
    bin,
    calls: async () => (await readFile(log, "utf8")).split("\n").filter((line) => line !== ""),
    github: async () => JSON.parse(await readFile(github, "utf8")),
  };
}

const COMMON = `
const { appendFileSync, readFileSync, writeFileSync } = require("node:fs");
const { parseArgs } = require("node:util");
const [one, two] = process.argv.slice(2);
appendFileSync(LOG, [NAME, ...process.argv.slice(2)].join(" ") + "\\n");
const fail = (text) => { console.error(NAME + ": " + text); process.exit(1); };
/** Strict: an option that is not named here ends it. */
const read = (skip, strings, booleans = []) => {
  const options = Object.fromEntries([
    ...strings.map((name) => [name, { type: "string" }]),
    ...booleans.map((name) => [name, { type: "boolean" }]),
  ]);
  return parseArgs({ args: process.argv.slice(2 + skip), options, allowPositionals: true });
};
`;

const GH = `
if (!process.env.GH_TOKEN) fail("set GH_TOKEN");
const all = JSON.parse(readFileSync(GITHUB, "utf8"));
const verbs = {
  "pr comment": () => {
    const { values, positionals: [pr] } = read(2, ["body-file"], ["edit-last", "create-if-none"]);
    const comments = (all.comments[pr] ??= []);
    if (!values["edit-last"] || (comments.length === 0 && values["create-if-none"])) comments.push("");
    if (comments.length === 0) fail("no comments found for current user");
    comments.splice(-1, 1, readFileSync(values["body-file"], "utf8"));
  },
  "label create": () => {
    const { values, positionals: [label] } = read(2, [], ["force"]);
    if (all.labels.includes(label) && !values.force) fail("the label exists");
    all.labels = [...new Set([...all.labels, label])];
  },
  "issue list": () => {
    const { values } = read(2, ["label", "state", "limit", "json", "jq"]);
    if (values.json !== "number" || values.jq !== ".[].number" || values.state !== "open") fail("unknown query");
    const found = all.issues.filter(({ open, label }) => open && label === values.label).reverse();
    for (const { number } of found.slice(0, Number(values.limit ?? 30))) console.log(number);
  },
  "issue create": () => {
    const { values } = read(2, ["title", "label", "body-file"]);
    if (!all.labels.includes(values.label)) fail("could not add label: not found");
    const body = readFileSync(values["body-file"], "utf8");
    all.issues.push({ number: all.issues.length + 1, open: true, label: values.label, title: values.title, body });
  },
  "issue edit": () => {
    const { values, positionals: [number] } = read(2, ["body-file"]);
    issue(number).body = readFileSync(values["body-file"], "utf8");
  },
  "issue close": () => {
    const { positionals: [number] } = read(2, ["comment"]);
    issue(number).open = false;
  },
};
const issue = (number) => all.issues.find((each) => String(each.number) === number) ?? fail("no such issue");
(verbs[one + " " + two] ?? (() => fail("unknown command")))();
writeFileSync(GITHUB, JSON.stringify(all));
`;

const AZ = `
if (process.argv.slice(2, 5).join(" ") !== "keyvault secret show") fail("unknown command");
const { values } = read(3, ["vault-name", "name", "query", "output"]);
if (values["vault-name"] !== "contoso-sigma" || values.query !== "value" || values.output !== "tsv") fail("unknown query");
console.log(SECRETS[values.name] ?? fail("SecretNotFound"));
`;

/** What is to be installed is there already. */
const NPM = `
if (process.argv.slice(2).join(" ") !== "ci --ignore-scripts") fail("unknown command");
`;
