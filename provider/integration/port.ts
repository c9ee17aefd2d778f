import type { AzureModelName, VendorBlock } from "./config.ts";
import type { Secret } from "./secret.ts";

/** Who the credentials speak for. */
export interface Identity {
  organizationId: string;
  /** Sigma's id of the user behind the credentials, where it is known without asking again. */
  userId?: string;
}

/** What can be seen of one Azure model: never its key. */
export interface ModelFacts {
  deploymentId?: string | undefined;
  endpointUrl?: string | undefined;
}

/** A vendor with its endpoints and deployments: everything about an integration that is not a secret. */
export type VendorFacts = {
  /** The vendor, by the name of its block; a vendor we do not know by the name that Sigma gives it. */
  aiProvider: string;
} & { [Model in AzureModelName]?: ModelFacts | undefined };

/** What Sigma reports about an integration. Each field but the vendor may be missing, depending on the transport. */
export interface Report {
  facts: VendorFacts;
  /** An opaque text with its source before the colon: `api:7`. */
  revision?: string;
  updatedAt?: string;
  /** Sigma's id of the user who wrote last. */
  updatedBy?: string;
}

/** What a read found. `unknown` means that the transport cannot read; it never stands for "nothing is there". */
export type Observation =
  | { kind: "present"; report: Report }
  | { kind: "absent" }
  | { kind: "unknown"; reason: string };

/** What became of a save. A refusal is thrown; `ambiguous` means that it may or may not have happened. */
export type SaveOutcome =
  | { kind: "saved"; report?: Report }
  | { kind: "ambiguous"; reason: string };

/** What became of a removal. A refusal is thrown. */
export type RemoveOutcome = { kind: "removed" } | { kind: "ambiguous"; reason: string };

/**
 * Everything the core needs of Sigma, for one organization. The transport behind it classifies each answer: supported,
 * unsupported or failed. It sends a save at most once, except where Sigma refused it at the door (401, 429).
 */
export interface SigmaPort {
  /** The organization behind the credentials, or the tenant they were exchanged for. */
  identify(signal: AbortSignal): Promise<Identity>;
  /** Sigma's id of the user behind the credentials; nothing where it cannot be told. */
  currentUser(signal: AbortSignal): Promise<string | undefined>;
  read(signal: AbortSignal): Promise<Observation>;
  save(vendor: VendorBlock<Secret>, signal: AbortSignal): Promise<SaveOutcome>;
  /** Throws ASSUMED_REMOVE_REFUSED and REMOVE_UNSUPPORTED where there is no way to remove. */
  remove(signal: AbortSignal): Promise<RemoveOutcome>;
}
