import type { Target } from "../../integration/config.ts";
import type { Context } from "../../integration/context.ts";
import type { Environment } from "../../runtime/environment.ts";
import type { CallSettings, Organizations, Runtime } from "../../runtime/runtime.ts";
import { VERSION } from "../../runtime/version.ts";
import { VARIABLES, type Configuration } from "./config.ts";
import { createNotices, type Log } from "./notices.ts";

/** What a call brings along. */
export interface Call {
  /** Ends the call: the engine has given it up. */
  signal: AbortSignal;
}

/** What one process of the plugin knows: the configuration of its provider, and the core once it is needed. */
export interface Plugin {
  /** Takes the provider's configuration over, at the start of a run: all that an earlier run has left is forgotten. */
  configure: (configuration: Configuration) => void;
  /** The core, loaded at the first call. */
  runtime: () => Promise<Runtime>;
  /** Where notices about a resource go. Its inputs tell which values are not to be shown. */
  notify: (urn: string, inputs?: unknown) => Context["notify"];
  /** What operations on organizations need. */
  contextFor: (settings: CallSettings) => Promise<(target: Target) => Context>;
  /** The credentials' organization and its tenants. */
  organizations: (settings: CallSettings) => Promise<Organizations>;
  /** Reads a variable, for which an argument of the provider goes before the environment. */
  env: (variable: string) => string | undefined;
  /** The resources that were imported in this run, by their URNs. */
  imports: Set<string>;
  /** Ends every operation that is under way, and those that are asked for from now on. */
  cancel: () => void;
}

/**
 * Makes the plugin of one process. The engine starts one for every instance of the provider, and for every command; under a
 * debugger one process serves many commands, each of which configures it anew.
 */
export function createPlugin(environment: Environment, log: Log): Plugin {
  const cancelled = new AbortController();
  const imports = new Set<string>();
  let notify = createNotices(log);
  let given: Configuration = {};
  let loading: Promise<Runtime> | undefined;

  const env = (variable: string): string | undefined => {
    const name = VARIABLES[variable];
    return (name === undefined ? undefined : given[name]) ?? environment.env(variable);
  };
  const load = async (): Promise<Runtime> => {
    const { createRuntime } = await import("../../runtime/runtime.ts");
    return createRuntime(
      { ...environment, env },
      { name: "pulumi-resource-sigma", version: VERSION },
    );
  };
  const runtime = async (): Promise<Runtime> => {
    loading ??= load();
    return loading;
  };
  const cancellable = ({ signal, ...settings }: CallSettings): CallSettings => ({
    ...settings,
    signal: AbortSignal.any([cancelled.signal, ...(signal === undefined ? [] : [signal])]),
  });

  return {
    configure(configuration) {
      given = configuration;
      loading = undefined;
      notify = createNotices(log);
      imports.clear();
    },
    runtime,
    notify: (urn, inputs) => notify(urn, inputs),
    async contextFor(settings) {
      const { forOperation } = await runtime();
      return (target) => forOperation(target, {}, cancellable(settings));
    },
    async organizations(settings) {
      return (await runtime()).organizations({}, {}, cancellable(settings));
    },
    env,
    imports,
    cancel: () => cancelled.abort(),
  };
}
