/** What a job knows of itself while it runs. */
export type Status = "success" | "failure";

/** The value of a name, such as `github.event_name`. Throws where there is none. */
export type Resolve = (name: string) => string;

/**
 * Whether a condition of GitHub's or GitLab's holds: comparisons of names and texts, joined by `&&` or by `||`, and the
 * functions that ask for the status. Throws where it is anything else.
 */
export function holds(condition: string, resolve: Resolve, status: Status = "success"): boolean {
  const text = condition.trim();
  if (text.includes("||")) {
    return text.split("||").some((part) => holds(part, resolve, status));
  }
  if (text.includes("&&")) {
    return text.split("&&").every((part) => holds(part, resolve, status));
  }
  if (text === "always()") return true;
  if (text === "success()" || text === "failure()") return text === `${status}()`;
  const [, left = "", operator, right = ""] = /^(\S+) (==|!=) (\S+)$/.exec(text) ?? [];
  if (operator === undefined) throw new Error(`not understood: ${condition}`);
  return (operand(left, resolve) === operand(right, resolve)) === (operator === "==");
}

/** Whether a condition of Azure's holds: `and`, `eq`, `ne`, and the functions that ask for the status. */
export function azureHolds(condition: string, resolve: Resolve, status: Status): boolean {
  const [, name, inner = ""] = /^(\w+)\((.*)\)$/s.exec(condition.trim()) ?? [];
  if (name === "succeeded") return status === "success";
  if (name === "succeededOrFailed" || name === "always") return true;
  const parts = splitArguments(inner);
  if (name === "and") return parts.every((part) => azureHolds(part, resolve, status));
  if (name !== "eq" && name !== "ne") throw new Error(`not understood: ${condition}`);
  const [left, right] = parts.map((part) => {
    const variable = /^variables\['([\w.]+)'\]$/.exec(part)?.[1];
    return variable === undefined ? operand(part, resolve) : resolve(variable);
  });
  return (left === right) === (name === "eq");
}

function operand(text: string, resolve: Resolve): string {
  const quoted = /^(["'])(.*)\1$/.exec(text);
  return quoted?.[2] ?? resolve(text);
}

/** The arguments of a call, without those of the calls in it. */
function splitArguments(text: string): string[] {
  return (text.match(/(?:[^(),]|\([^()]*\))+/g) ?? []).map((part) => part.trim());
}
