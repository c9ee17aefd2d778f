import { Command, InvalidArgumentError, Option } from "commander";
import { errorCode } from "../install/fault.ts";
import { profiles, type Profile } from "../../simulator/profile.ts";

/** The port where none is given: always the same, so that an environment once set stays right. */
const DEFAULT_PORT = 4010;

interface SimulateOptions {
  port: number;
  profile: Profile;
  state?: string;
  json?: true;
}

/** `simulate`: a stand-in for Sigma's API until it is stopped. */
export function simulateCommand(): Command {
  return new Command("simulate")
    .description("Run a stand-in for Sigma's API and the AI vendors, for trying things out.")
    .addOption(
      new Option("--port <port>", "port on 127.0.0.1; 0 takes a free one")
        .default(DEFAULT_PORT)
        .argParser(parsePort),
    )
    .addOption(
      new Option("--profile <profile>", "how much of the AI settings the API answers")
        .choices(profiles)
        .default("full"),
    )
    .option("--state <file>", "keep integrations in a file, across restarts; never a key")
    .option("--json", "print one line of JSON instead of text")
    .addHelpText("after", HELP)
    .action(simulate);
}

const HELP = `
Profiles:
  published   only the save, which is all that is known of Sigma's API for sure
  minimal     a save that answers nothing, a read that tells the vendor, a removal
  full        all of that with revisions, endpoints, deployments, who and when

Examples:
  $ npx sigma-external-ai simulate
  $ npx sigma-external-ai simulate --port 0 --profile published --state sigma.json`;

async function simulate(options: SimulateOptions): Promise<void> {
  const { port, profile, state, json } = options;
  // Loaded here, so that no other command waits for it.
  const { createSimulator, defaultSeed } = await import("../../simulator/index.ts");
  const simulator = await createSimulator({
    port,
    profile,
    ...(state === undefined ? {} : { stateFile: state }),
  }).catch((error: unknown) => {
    throw explained(error, options);
  });
  // Listened for before anything is printed: a script may stop us as soon as it has read that we run.
  const end = stopped();
  const [admin] = defaultSeed.credentials;
  const env = {
    SIGMA_BASE_URL: simulator.url,
    SIGMA_CLIENT_ID: admin?.clientId ?? "",
    SIGMA_CLIENT_SECRET: admin?.clientSecret ?? "",
    SIGMA_AI_VENDOR_ORIGINS: `*=${simulator.url}`,
  };
  process.stdout.write(
    json === true
      ? `${JSON.stringify({ url: simulator.url, profile, env })}\n`
      : welcome(profile, env),
  );
  await end;
  await simulator.close();
}

function welcome(profile: Profile, env: Record<string, string>): string {
  const exports = Object.entries(env).map(([name, value]) => {
    // A shell would take the star for a pattern of files.
    return `  export ${name}=${value.includes("*") ? `'${value}'` : value}`;
  });
  return `A simulator of Sigma, profile ${profile}, at ${env["SIGMA_BASE_URL"]}. Stop it with Ctrl-C.

For a program that is to use it:
${exports.join("\n")}

Keys that its vendors accept: sim-openai-key-1, sim-gemini-key-1, sim-anthropic-key-1, sim-contoso-key-1 (Azure OpenAI,
https://contoso.openai.azure.com, deployments gpt-41 and embed). Each ends with 2 as well.
Edits outside, faults, requests and more: ${env["SIGMA_BASE_URL"]}/_simulator
`;
}

function parsePort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new InvalidArgumentError("It must be a number from 0 to 65535.");
}

/** The two things that a person can get wrong, in a person's words. */
function explained(error: unknown, { port, state }: SimulateOptions): unknown {
  const code = errorCode(error);
  if (code === "EADDRINUSE") {
    return new Error(`port ${port} is taken; choose another one, or 0 for any that is free`);
  }
  if (state !== undefined && code !== undefined && /^E[A-Z]+$/.test(code)) {
    return new Error(`the state file "${state}" cannot be written (${code})`);
  }
  return error;
}

async function stopped(): Promise<void> {
  await new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
      process.once(signal, () => resolve());
  });
}
