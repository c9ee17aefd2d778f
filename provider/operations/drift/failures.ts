import type { Cause, EngineName, Finding, Place } from "./report.ts";
import type { Run } from "./workshop.ts";

/** A project that could not be checked as a whole. */
export function failedPlace(place: Place, cause: Cause, reason: string, advice?: string): Finding {
  const told = advice ?? ADVICE[cause];
  return {
    place,
    status: "error",
    changes: [],
    retirements: [],
    cause,
    reason,
    ...(told === undefined ? {} : { advice: told }),
  };
}

const ADVICE: Partial<Record<Cause, string>> = {
  "no project": "Give the folder of a project.",
  "not initialized": "Run its init in the folder, with the same environment.",
  "no stack": "Name one with --stack, take all with --all-stacks, or select one in the folder.",
  "not logged in":
    "Log in by the engine's own command, or set its token in the environment (PULUMI_ACCESS_TOKEN, TF_TOKEN_…).",
  "backend unreachable":
    "Check the network, and the address of the backend that the state is kept in; then run again.",
  locked:
    "Wait until the other run has ended; where none runs, remove the lock by the engine's own command.",
  "wrong passphrase":
    "Set PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE to that of the stack.",
  "plan failed": "Run the engine's own preview or plan in the folder to see all of it.",
  "out of time": "Give it longer with --timeout, or look what it waits for.",
  interrupted: "Run again for the whole report.",
};

/** Why an engine that did not come to its own end did not. Nothing where it did. */
export function cutShort(
  { ended, fault }: Run,
  engine: EngineName,
): { cause: Cause; reason: string; advice?: string } | undefined {
  if (ended === "itself") return undefined;
  if (ended !== "not installed" && ended !== "not installed but by npm") return CUTS[ended];
  if (fault !== undefined && fault !== "ENOENT") {
    const reason = `the ${engine} on PATH cannot be run (${fault})`;
    return { cause: "engine not installed", reason, advice: `Check its file: ${HOMES[engine]}.` };
  }
  const advice = `Install it, and put it on PATH: ${HOMES[engine]}.`;
  const but =
    ended === "not installed" ? "" : " but that of npm, which may download it and is not run";
  return { cause: "engine not installed", reason: `there is no ${engine} on PATH${but}`, advice };
}

const CUTS = {
  interrupted: { cause: "interrupted", reason: "interrupted before the check had ended" },
  "out of time": { cause: "out of time", reason: "the check took longer than it may" },
  "too much output": {
    cause: "plan failed",
    reason: "the engine wrote more than can be read",
  },
} as const;

/** Which cause an engine's own text stands for. */
export function causeOf(text: string): Cause {
  return CAUSES.find(([pattern]) => pattern.test(text))?.[1] ?? "plan failed";
}

const HOMES = {
  pulumi: "https://www.pulumi.com/docs/install/",
  terraform: "https://developer.hashicorp.com/terraform/install",
  tofu: "https://opentofu.org/docs/intro/install/",
} as const;

const CAUSES: readonly (readonly [RegExp, Cause])[] = [
  [
    /incorrect passphrase|passphrase must be set|decrypt.*message authentication failed/i,
    "wrong passphrase",
  ],
  [
    /currently locked|state lock|lock file.*held|another update is currently in progress/i,
    "locked",
  ],
  [/no stack named|no stack selected|stack .* not found/i, "no stack"],
  [
    /not logged in|PULUMI_ACCESS_TOKEN must be set|(?:pulumi|terraform|tofu) login\b|invalid access token|Required token could not be found/i,
    "not logged in",
  ],
  [
    /(?:\bstates?\b|\bstacks?\b|backend|workspaces?|checkpoint|bucket|discovery document|logging in|performing HTTP request).*(?:dial tcp|no such host|connection refused|i\/o timeout|TLS handshake|x509)/is,
    "backend unreachable",
  ],
  [
    /Required plugins are not installed|initialization required|Module not installed|Inconsistent dependency lock file|(?:terraform|tofu) init\b/i,
    "not initialized",
  ],
  [/no Pulumi\.ya?ml project file found|No configuration files/i, "no project"],
];
