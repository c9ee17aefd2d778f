import { readdirSync } from "node:fs";
import { join } from "node:path";
import { codeBlocks, type CodeBlock } from "../../support/markdown.ts";

const root = join(import.meta.dirname, "../../..");

/** Every block of code in the docs. */
export const blocks = [
  "README.md",
  "CONTRIBUTING.md",
  ...readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" }).map(
    (name) => `docs/${name}`,
  ),
]
  .filter((page) => page.endsWith(".md"))
  .flatMap((page) => codeBlocks(page, join(root, page)));

/** Pages whose blocks are run one after the other, but for whole programs. */
const STEP_BY_STEP = new Set(["docs/pulumi.md", "docs/runbooks.md"]);

/** What a block is, which says how it is run. A block that is nothing of that fails its test. */
const KINDS: Record<string, (block: CodeBlock) => boolean> = {
  "step of a page": ({ page, language }) =>
    page === "docs/start.md" || (STEP_BY_STEP.has(page) && language !== "ts"),
  "part of an example": ({ language, text }) =>
    language === "ts" && text.includes("new AzureOpenAiForSigma("),
  "part of a pipeline": ({ language }) => language === "yaml",
  program: ({ language, text }) => language === "ts" && text.includes("new ExternalAiIntegration("),
  "test of a user": ({ language, text }) => language === "ts" && text.includes("createSimulator("),
  "npm command": ({ language, text }) =>
    language === "sh" &&
    commands(text).every((line) => /^npm (?:ci|install|test|run (?!pulumi))/.test(line)),
  "quick start": ({ language, text }) =>
    language === "sh" && commands(text).every((line) => line.startsWith("npm run pulumi -- ")),
  "server command": ({ language, text }) =>
    language === "sh" && text.startsWith("npx sigma-external-ai simulate"),
  "command at a simulator": ({ language, text }) =>
    language === "sh" &&
    /^npx sigma-external-ai (?:doctor|status|drift|export|contract|leak-scan)\b/.test(text),
  "preflight command": ({ language, text }) =>
    language === "sh" && text.includes("npx sigma-external-ai preflight"),
  "policy command": ({ language, text }) =>
    language === "sh" && /^conftest | --policy-pack /m.test(text),
  "shell at a simulator": ({ language, text }) =>
    (language === "sh" && text.includes("/_simulator")) || text.includes("/_vendors"),
  "shell in a project": ({ language, text }) =>
    language === "sh" && /pulumi |^export SIGMA/m.test(text) && !text.includes("npm run"),
  "terraform configuration": ({ language, text }) =>
    language === "terraform" && text.includes('resource "sigma_external_ai_integration"'),
  "terraform fragment": ({ language }) => language === "terraform",
  "install command": ({ language, text }) =>
    language === "sh" && text.startsWith("npx sigma-external-ai terraform install"),
  "shell with terraform": ({ language, text }) => language === "sh" && /^terraform /m.test(text),
  contract: ({ language, text }) => language === "json" && text.includes('"operations"'),
  "sample output": ({ language }) => language === "text",
  flow: ({ language, text }) => language === "" && text.includes("→"),
};

/** The blocks of a kind, each with its place. */
export const blocksOf = (kind: string): [string, CodeBlock][] =>
  blocks
    .filter((block) => kindOf(block) === kind)
    .map((block) => [`${block.page}:${block.line}`, block]);

/** What a block is; nothing where it is none of the kinds. */
export function kindOf(block: CodeBlock): string | undefined {
  return Object.entries(KINDS).find(([, is]) => is(block))?.[0];
}

/** The blocks of a kind, the same text only once. */
export function differentBlocksOf(kind: string): [string, CodeBlock][] {
  const all = blocksOf(kind);
  return all.filter(
    ([, { text }], index) => all.findIndex(([, other]) => other.text === text) === index,
  );
}

/** The commands of a block, without comments. */
export function commands(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.replace(/#.*/, "").trim())
    .filter((line) => line !== "");
}
