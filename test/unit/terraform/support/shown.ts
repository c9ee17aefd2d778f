import type { Diagnostic } from "../../../../provider/terraform/protocol/gen/tfplugin6.ts";

/** A diagnostic, as a user sees it. */
export interface Shown {
  severity: "error" | "warning";
  summary: string;
  detail: string;
  /** The attribute, with its steps in order; empty where there is none. */
  path: string;
  /** The stable code at the end of an error's text. */
  code: string;
}

/** The diagnostics of an answer, in order. */
export function shownOf(diagnostics: readonly Diagnostic[]): Shown[] {
  return diagnostics.map(({ severity, summary, detail, attribute }) => ({
    severity: severity === 1 ? "error" : "warning",
    summary,
    detail,
    path: (attribute?.steps ?? [])
      .map((step) => step.attributeName ?? step.elementKeyString ?? `[${step.elementKeyInt}]`)
      .join("."),
    code: /\[([A-Z_]+)(?:, [^\]]*)?\]$/.exec(detail)?.[1] ?? "",
  }));
}

/** The errors as `CODE path`. */
export function errorsOf(shown: readonly Shown[]): string[] {
  return shown
    .filter(({ severity }) => severity === "error")
    .map(({ code, path }) => `${code} ${path}`.trim());
}

/** The warnings as `path: heading`. */
export function warningsOf(shown: readonly Shown[]): string[] {
  return shown
    .filter(({ severity }) => severity === "warning")
    .map(({ summary, path }) => (path === "" ? summary : `${path}: ${summary}`));
}
