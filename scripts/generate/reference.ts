/** Makes the reference pages of inputs, outputs and error codes from the schemas and the table of codes. */
import { z } from "zod";
import { ERROR_CODES } from "../../provider/integration/error-codes.ts";
import { DEFAULTS, integrationSchema } from "../../provider/integration/model.ts";
import { stateSchema } from "../../provider/integration/state.ts";
import { descriptionOf, isSecret, unwrapped, type Schema } from "./zod-schema.ts";

const NOTE = "<!-- Generated from the sources by `npm run generate`. -->";

/** `docs/reference/inputs.md`, from the schema of the resource. */
export function inputsReference(): string {
  const rows = fieldRows(integrationSchema, "");
  return page("Inputs", [
    "Every input of `ExternalAiIntegration`. Exactly one of `openai`, `azureOpenai`, `gemini` and `anthropic` must be given.",
    "Any input may be an output of another resource.",
    "",
    table(["input", "type", "default", "meaning"], rows),
  ]);
}

/** `docs/reference/outputs.md`, from the schema of the recorded state. */
export function outputsReference(): string {
  const rows = Object.entries(stateSchema.shape).map(([name, schema]) => [
    `\`${name}\``,
    typeOf(schema),
    schema.description ?? "The input of the same name, with its default filled in.",
  ]);
  return page("Outputs", [
    "Every output of `ExternalAiIntegration`, and all that is recorded in the state beside the inputs. No key is ever an",
    "output. An output that Sigma does not report is missing.",
    "",
    table(["output", "type", "meaning"], rows),
  ]);
}

/** `docs/reference/errors.md`, from the table of codes. Each has a heading, to which a link can lead. */
export function errorsReference(): string {
  const codes = Object.entries(ERROR_CODES).flatMap(([code, { summary, meaning, cure }]) => [
    "",
    `## ${code}`,
    "",
    `${summary}.`,
    "",
    `- **Cause**: ${meaning}`,
    `- **Cure**: ${cure}`,
  ]);
  return page("Error codes", [
    "Every error ends with its code in brackets, and with Sigma's id of the request where there is one. Codes never change",
    "their meaning. The text before the code names the field, what was expected, what was seen, and what to do.",
    ...codes,
  ]);
}

function fieldRows(schema: Schema, prefix: string): string[][] {
  const inner = unwrapped(schema);
  // The two forms of a reference to a key stand in its type; they are the same at every key.
  if (inner instanceof z.ZodUnion && !isSecret(inner)) {
    return inner.options.flatMap((option) => fieldRows(option, prefix));
  }
  if (!(inner instanceof z.ZodObject)) return [];
  return Object.entries(inner.shape).flatMap(([name, field]: [string, Schema]) => {
    const path = `${prefix}${name}`;
    const row = [`\`${path}\``, typeOf(field), defaultOf(path, field), descriptionOf(field)];
    return [row, ...fieldRows(field, `${path}.`)];
  });
}

function typeOf(schema: Schema): string {
  const inner = unwrapped(schema);
  if (inner instanceof z.ZodEnum)
    return inner.options.map((option) => `\`"${option}"\``).join(", ");
  if (inner instanceof z.ZodArray) return `list of ${typeOf(inner.element)}`;
  if (inner instanceof z.ZodUnion) return [...new Set(inner.options.map(typeOf))].join(", or ");
  if (inner instanceof z.ZodObject) {
    const names = Object.keys(inner.shape).map((name) => `\`${name}\``);
    return `block of ${names.join(", ")}`;
  }
  return inner instanceof z.ZodBoolean ? "boolean" : "text";
}

function defaultOf(path: string, schema: Schema): string {
  const value = Object.entries(DEFAULTS).find(([name]) => name === path.split(".").at(-1))?.[1];
  if (value !== undefined) return `\`"${value}"\``;
  return schema instanceof z.ZodOptional ? "" : "required";
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = [head, head.map(() => "---"), ...rows];
  return cells
    .map((row) => `| ${row.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`)
    .join("\n");
}

function page(title: string, lines: readonly string[]): string {
  return `${[NOTE, "", `# ${title}`, "", ...lines].join("\n")}\n`;
}
