import { createClaims } from "../../../../provider/integration/claims.ts";
import type { Context, Notice, VendorProfile } from "../../../../provider/integration/context.ts";
import { toIntegrationError } from "../../../../provider/integration/errors.ts";
import { create } from "../../../../provider/integration/create.ts";
import type { VendorName } from "../../../../provider/integration/model.ts";
import { plan } from "../../../../provider/integration/plan.ts";
import type { IntegrationState } from "../../../../provider/integration/state.ts";
import { configOf, type Raw } from "./configs.ts";
import { createSigma, type Sigma } from "./sigma.ts";

const ga = { name: "ga", source: "https://sigma.example/ga", date: "2026-09" } as const;
const beta = { name: "beta", source: "https://sigma.example/beta", date: "2026-07" } as const;

/** The vendors, one of them beta. */
export const vendors: Record<VendorName, VendorProfile> = {
  openai: { title: "OpenAI", company: "OpenAI", stage: ga },
  azureOpenai: { title: "Azure OpenAI", company: "Microsoft", stage: ga },
  gemini: { title: "Gemini", company: "Google", stage: beta },
  anthropic: { title: "Anthropic", company: "Anthropic", stage: ga },
};

/** A context whose notices can be read. */
export interface TestContext extends Context {
  notices: Notice[];
  /** The texts of the notices. */
  said: () => string[];
}

export interface Surroundings {
  env?: Record<string, string>;
  files?: Record<string, string>;
}

/** A context for one operation. The salts are 1, 1, 1 …, then 2, 2, 2 …. */
export function createContext(
  { port }: Pick<Sigma, "port"> = createSigma(),
  overrides: Partial<Context> = {},
  { env = {}, files = {} }: Surroundings = {},
): TestContext {
  const notices: Notice[] = [];
  let salts = 0;
  return {
    port,
    credentials: {
      env: (name) => env[name],
      file: async (path) => {
        const text = files[path];
        if (text === undefined) throw Object.assign(new Error(`no ${path}`), { code: "ENOENT" });
        return text;
      },
    },
    preflight: { probe: async () => [] },
    clock: { now: () => 0, sleep: async () => {} },
    vendors,
    claims: createClaims(),
    notify: (notice) => void notices.push(notice),
    salt: (length) => new Uint8Array(length).fill((salts += 1)),
    signal: new AbortController().signal,
    graceSignal: () => new AbortController().signal,
    ...overrides,
    notices,
    said: () => notices.map(({ text }) => text),
  };
}

/** Adds an integration, whatever is there, and forgets the calls that this took. */
export async function add(sigma: Sigma, raw: Raw, context?: Context): Promise<IntegrationState> {
  const config = configOf({ ...raw, existing: "overwrite" });
  const { state } = await create(config, context ?? createContext(sigma));
  sigma.calls.length = 0;
  sigma.signals.length = 0;
  // What the test configures itself is what the state repeats.
  return { ...state, existing: configOf(raw).settings.existing };
}

/** The code of the error that an operation ends with, or "done". */
export async function outcomeOf(operation: Promise<unknown>): Promise<string> {
  try {
    await operation;
    return "done";
  } catch (error) {
    return toIntegrationError(error).code;
  }
}

/** The next plan, as `path: reason`. */
export async function planned(
  raw: Raw,
  state: IntegrationState,
  surroundings?: Surroundings,
): Promise<string[]> {
  const context = createContext(undefined, {}, surroundings);
  const list = await plan(configOf(raw), state, context);
  return list.map(({ path, reason }) => `${path}: ${reason}`);
}
