import type { Target } from "../integration/config.ts";
import type { Context } from "../integration/context.ts";
import { IntegrationError } from "../integration/errors.ts";
import { UNKNOWN } from "../integration/unknown.ts";
import type { Environment } from "../runtime/environment.ts";
import type { CallSettings, Organizations, Runtime } from "../runtime/runtime.ts";
import type { Contract } from "../sigma/contract.ts";
import { createTurns, type Turns } from "./turns.ts";
import type { ObjectValue, Value } from "./values/value.ts";

/** What a call brings along. */
export interface Call {
  /** Ends the call: Terraform has given it up. */
  signal: AbortSignal;
}

/** What one process of the provider knows: its arguments, and the core once it is needed. */
export interface Provider {
  /**
   * Takes the arguments over, and the version of who gives them, once that is told. Nothing is checked or sent. What was
   * known from before is forgotten.
   */
  configure: (config: ObjectValue, terraformVersion?: string) => void;
  /** Whether keys that would be stored in the state are refused. */
  requiresWriteOnly: () => boolean;
  /** Arguments that are not known before apply: what needs a connection has to wait for it. */
  unknownArguments: () => readonly string[];
  /** The core, loaded at the first call. */
  runtime: () => Promise<Runtime>;
  /** What operations on organizations need. Throws where an argument is not known yet. */
  contextFor: (settings: CallSettings) => Promise<(target: Target) => Context>;
  /** The credentials' organization and its tenants. Throws where an argument is not known yet. */
  organizations: (settings: CallSettings) => Promise<Organizations>;
  /** What is known of Sigma's API, as far as the environment does not know better. Throws INVALID_CONTRACT. */
  contract: () => Promise<Contract>;
  /** Who acts when, in the command that is under way. */
  turns: () => Turns;
  /** Ends every operation that is under way. */
  stop: () => void;
  /** Says something that is no diagnostic. */
  log: (line: string) => void;
}

/** The provider's arguments, and the variables that take their place where they are not given. */
const VARIABLES: Readonly<Record<string, string>> = {
  base_url: "SIGMA_BASE_URL",
  client_id: "SIGMA_CLIENT_ID",
  client_secret: "SIGMA_CLIENT_SECRET",
  allow_assumed: "SIGMA_ALLOW_ASSUMED",
};

/** Makes the provider of one process. An argument goes before the variable of the environment. */
export function createProvider(environment: Environment): Provider {
  let stopped = new AbortController();
  let given: ObjectValue = {};
  let engine = { name: "terraform", version: "0" };
  let loading: Promise<Runtime> | undefined;
  let turns = createTurns();

  const env = (variable: string): string | undefined => {
    const name = Object.keys(VARIABLES).find((argument) => VARIABLES[argument] === variable);
    const argument = name === undefined ? undefined : textOf(given[name]);
    return argument ?? environment.env(variable);
  };
  const unknownArguments = (): string[] =>
    Object.keys(VARIABLES).filter((name) => given[name] === UNKNOWN);
  const load = async (): Promise<Runtime> => {
    const { createRuntime } = await import("../runtime/runtime.ts");
    return createRuntime({ ...environment, env }, engine);
  };
  const runtime = async (): Promise<Runtime> => {
    loading ??= load();
    return loading;
  };
  const connected = async (): Promise<Runtime> => {
    const [unknown] = unknownArguments();
    if (unknown !== undefined) throw notKnownYet(unknown);
    return runtime();
  };
  const untilStopped = ({ signal, ...settings }: CallSettings): CallSettings => ({
    ...settings,
    signal: AbortSignal.any([stopped.signal, ...(signal === undefined ? [] : [signal])]),
  });

  return {
    configure(config, terraformVersion = "0") {
      // A command of the engine begins here. A provider under a debugger sees several, which have nothing to do with each other.
      loading = undefined;
      turns = createTurns();
      stopped = new AbortController();
      given = config;
      engine = { name: "terraform", version: terraformVersion };
    },
    requiresWriteOnly: () => given["require_write_only"] === true,
    unknownArguments,
    runtime,
    async contextFor(settings) {
      const { forOperation } = await connected();
      const stoppable = untilStopped(settings);
      return ({ tenant }) => forOperation({ tenant }, {}, stoppable);
    },
    async organizations(settings) {
      return (await connected()).organizations({}, {}, untilStopped(settings));
    },
    contract: async () => (await import("../sigma/connection.ts")).readContract(env),
    turns: () => turns,
    stop: () => stopped.abort(),
    log: environment.print,
  };
}

/** The text of an argument. An empty one is one that was not given, as it is in the environment. */
export function textOf(argument: Value | undefined): string | undefined {
  return typeof argument === "string" && argument.trim() !== "" ? argument : undefined;
}

function notKnownYet(argument: string): IntegrationError {
  return new IntegrationError("CONNECTION_INCOMPLETE", {
    problem: `the provider's argument ${argument} is not known before apply`,
    expected: "it to be known where Sigma is asked",
    advice: "Give it as a variable, or apply what it comes from first (-target).",
  });
}
