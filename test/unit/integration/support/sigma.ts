import { factsOf } from "../../../../provider/integration/facts.ts";
import { IntegrationError } from "../../../../provider/integration/errors.ts";
import { keySlots } from "../../../../provider/integration/credentials.ts";
import type {
  Observation,
  Report,
  SaveOutcome,
  SigmaPort,
  VendorFacts,
} from "../../../../provider/integration/port.ts";

/** `published`: save only; `minimal`: the read tells the vendor only; `full`: everything but keys. */
export type Profile = "published" | "minimal" | "full";
export const PROFILES = ["published", "minimal", "full"] as const;

export const ORGANIZATION = "org-acme";
export const ME = "user-me";

/** What Sigma holds. */
export interface Integration {
  facts: VendorFacts;
  keys: string[];
  updatedBy: string;
}

/** What happens to the next save: it is carried out, and its answer lost; or it never arrives. */
export type Loss = "answer" | "request";

/** A Sigma in memory, with one organization, seen through the port. */
export interface Sigma {
  port: SigmaPort;
  /** The port's methods as they were called. */
  calls: (keyof SigmaPort)[];
  /** The signal of each call. */
  signals: AbortSignal[];
  profile: Profile;
  organizationId: string;
  integration: Integration | undefined;
  /** Loses the next save or removal. */
  lose: Loss | undefined;
  /** Makes Sigma store something else than was sent. */
  storeInstead: VendorFacts | undefined;
  /** Makes a method throw. */
  failing: Partial<Record<keyof SigmaPort, IntegrationError>>;
  /** Called after each save, before anything is read: what somebody else does in between. */
  afterSave: () => void;
  /** What an administrator does on Sigma's page. */
  edit(facts: VendorFacts, by?: string): void;
}

/** Makes a Sigma with nothing configured. */
export function createSigma(profile: Profile = "full"): Sigma {
  let revision = 0;
  const lost = { kind: "ambiguous", reason: "connection reset" } as const;

  const write = (integration: Integration | undefined): void => {
    revision += 1;
    sigma.integration = integration;
  };
  const report = ({ facts, updatedBy }: Integration): Report =>
    sigma.profile === "full"
      ? { facts, updatedBy, revision: `api:${revision}`, updatedAt: timeOf(revision) }
      : { facts: { aiProvider: facts.aiProvider } };
  const observe = (): Observation => {
    if (sigma.profile === "published") return { kind: "unknown", reason: "there is no read" };
    return sigma.integration === undefined
      ? { kind: "absent" }
      : { kind: "present", report: report(sigma.integration) };
  };
  const called = (method: keyof SigmaPort, signal: AbortSignal): void => {
    sigma.calls.push(method);
    sigma.signals.push(signal);
    const error = sigma.failing[method];
    if (error !== undefined) throw error;
  };

  const port: SigmaPort = {
    identify: async (signal) => {
      called("identify", signal);
      return { organizationId: sigma.organizationId };
    },
    currentUser: async (signal) => {
      called("currentUser", signal);
      return ME;
    },
    read: async (signal) => {
      called("read", signal);
      return observe();
    },
    save: async (vendor, signal): Promise<SaveOutcome> => {
      called("save", signal);
      const { lose } = sigma;
      sigma.lose = undefined;
      if (lose !== "request") {
        const keys = keySlots(vendor).map(({ key }) => key.reveal());
        const facts = sigma.storeInstead ?? factsOf(vendor);
        write({ facts, keys, updatedBy: ME });
      }
      sigma.afterSave();
      if (lose !== undefined) return lost;
      return sigma.profile === "full" && sigma.integration !== undefined
        ? { kind: "saved", report: report(sigma.integration) }
        : { kind: "saved" };
    },
    remove: async (signal) => {
      called("remove", signal);
      if (sigma.profile === "published") {
        throw new IntegrationError("ASSUMED_REMOVE_REFUSED", { problem: "it is a guess" });
      }
      const { lose } = sigma;
      sigma.lose = undefined;
      if (lose !== "request") write(undefined);
      return lose === undefined ? { kind: "removed" } : lost;
    },
  };

  const sigma: Sigma = {
    port,
    calls: [],
    signals: [],
    profile,
    organizationId: ORGANIZATION,
    integration: undefined,
    lose: undefined,
    storeInstead: undefined,
    failing: {},
    afterSave: () => {},
    edit: (facts, by = "user-ada") => write({ facts, keys: ["a-key-set-by-hand"], updatedBy: by }),
  };
  return sigma;
}

/** When a revision was written. */
export function timeOf(revision: number): string {
  return new Date(Date.UTC(2026, 10, 23, 10, 0, revision)).toISOString();
}

/** What can be there before a create of OpenAI. */
export const THERE: Record<"nothing" | "theirs" | "another" | "ours", (sigma: Sigma) => void> = {
  nothing: () => {},
  theirs: (sigma) => sigma.edit({ aiProvider: "openai" }),
  another: (sigma) => sigma.edit({ aiProvider: "gemini" }),
  ours: (sigma) => sigma.edit({ aiProvider: "openai" }, ME),
};
