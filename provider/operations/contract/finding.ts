import type { Contract } from "../../sigma/contract.ts";

/** How sure an entry of the contract is. */
export type Grade = Contract["report"]["grade"];

/**
 * What a document says of one assumption. `untouched`: nothing. `undecided`: something that cannot be told from it, or that the
 * client cannot do.
 */
export type Verdict = "confirmed" | "refuted" | "untouched" | "undecided";

/** One assumption of the client's, by its place in the contract, and what became of it. */
export interface Finding {
  verdict: Verdict;
  assumption: string;
  /** What the client assumes. */
  ours: string;
  /** How sure that was. */
  grade?: Grade;
  /** What the document says instead. */
  theirs?: string;
  /** Why it is so, in one sentence without a stop. */
  reason?: string;
}

/** The finding for an assumption that a document speaks of. */
export function compared(assumption: string, ours: string, theirs: string, grade?: Grade): Finding {
  const sure = grade === undefined ? {} : { grade };
  if (ours === theirs) return { verdict: "confirmed", assumption, ours, ...sure };
  return { verdict: "refuted", assumption, ours, theirs, ...sure };
}
