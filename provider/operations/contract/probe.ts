import type { VendorBlock } from "../../integration/config.ts";
import { keySlots } from "../../integration/credentials.ts";
import { endedError } from "../../integration/ended.ts";
import { IntegrationError, toIntegrationError } from "../../integration/errors.ts";
import type { Secret } from "../../integration/secret.ts";
import { saveBody } from "../../sigma/api/ai-config.ts";
import { ANSWER_TIMEOUT } from "../../sigma/api/call.ts";
import { unsupported } from "../../sigma/api/remove.ts";
import type { Session } from "../../sigma/api/session.ts";
import { parseRead, type Told } from "../../sigma/api/read.ts";
import { takesConfigId, type Operation } from "../../sigma/contract.ts";
import { takeStep, type Sending, type Step } from "./probe-step.ts";

/** Where a probe walks, and with what. */
export interface Probe {
  session: Session;
  organization: string;
  vendor: VendorBlock<Secret>;
  /** Whether the user has looked that nothing is configured. It counts only where that cannot be read. */
  isEmpty: boolean;
  /** The user's cancellation, or the deadline. */
  signal: AbortSignal;
  /** A new signal for what cleans up. */
  graceSignal: () => AbortSignal;
  /** Told of every step as it is taken. */
  onStep: (step: Step) => void;
}

/** What a walk did. */
export interface Walked {
  steps: readonly Step[];
  /** Whether all of it was walked, from Add to the read after Remove. */
  complete: boolean;
  /** `unknown`: the removal was accepted, and cannot be read back. */
  left: "nothing" | "unknown" | "integration";
  /** Why it ended early. */
  problem?: IntegrationError;
}

/**
 * Makes sure that a walk does no harm, with reads alone. Throws WRONG_ORGANIZATION, ALREADY_CONFIGURED, EXISTENCE_UNKNOWN where
 * it cannot be told and the user has not looked, and REMOVE_UNSUPPORTED where it is known that nothing could be cleaned up.
 */
export async function confirmProbe(probe: Probe): Promise<Step[]> {
  const { session, organization, isEmpty, signal, onStep } = probe;
  const { read, remove } = session.connection.contract.operations;
  const { organizationId } = await session.whoami(undefined, signal);
  if (organizationId !== organization) {
    throw new IntegrationError("WRONG_ORGANIZATION", {
      problem: `the credentials belong to ${organizationId}, and ${organization} was named`,
      advice:
        "Name the organization that may be probed, and use its credentials. Nothing was sent.",
    });
  }
  if (remove === null)
    throw unsupported("there is no such route; a probe would leave what it adds");
  const before = read === null ? undefined : await takeStep("read before", read, sendingOf(probe));
  if (before !== undefined) onStep(before);
  const reported = before === undefined ? undefined : reportOf(before, probe);
  if (reported?.kind === "present") {
    throw new IntegrationError("ALREADY_CONFIGURED", {
      problem: `the organization ${organization} has an AI provider`,
      advice:
        "A probe would overwrite and remove it. Name an organization where none is configured.",
    });
  }
  if (reported?.kind !== "absent" && !isEmpty) {
    throw new IntegrationError("EXISTENCE_UNKNOWN", {
      problem: `whether the organization ${organization} has an AI provider cannot be read`,
      advice:
        "Look at Administration > AI settings. Where none is configured, say so with --assume-empty.",
    });
  }
  return before === undefined ? [] : [before];
}

/**
 * Walks Add, Edit and Remove, with a read after each, and cleans up however it ends: what may have been added is removed again,
 * with time of its own. Never throws.
 */
export async function walk(probe: Probe, before: readonly Step[]): Promise<Walked> {
  const steps = [...before];
  let configId: string | undefined;
  const take = async (name: string, operation: Operation | null, over: Partial<Sending> = {}) => {
    if (operation === null) return undefined;
    const sending = { ...sendingOf(probe), configId, ...over };
    if (sending.signal.aborted) throw endedError(sending.signal, name);
    const step = await takeStep(name, operation, sending);
    steps.push(step);
    probe.onStep(step);
    if (operation === read) configId = idIn(step, probe);
    return step;
  };
  const { save, edit, read, remove } = probe.session.connection.contract.operations;
  const body = (): string => saveBody(probe.vendor, probe.session.connection.contract);
  const saving = { body, timeout: ANSWER_TIMEOUT.save };
  let mayExist = false;
  let problem: IntegrationError | undefined;
  try {
    const add = await take("add", save, saving).catch((error: unknown) => {
      // An error of ours means that nothing was sent; after any other one nobody knows.
      mayExist = !(error instanceof IntegrationError);
      throw error;
    });
    mayExist = add?.mayHaveWorked === true;
    heed(add);
    await take("read after add", read);
    heed(await take("edit", edit ?? save, saving));
    await take("read after edit", read);
    const removal = await take("remove", remove);
    heed(removal);
    const after = await take("read after remove", read);
    const left = leftBy(removal, after, probe);
    if (left !== "integration") return { steps, complete: true, left };
  } catch (error) {
    problem = toIntegrationError(error);
  }
  const early = problem === undefined ? {} : { problem };
  if (!mayExist) return { steps, complete: false, left: "nothing", ...early };
  try {
    const signal = probe.graceSignal();
    if (takesConfigId(remove) && configId === undefined) {
      await take("read to clean up", read, { signal });
    }
    const removal = await take("remove (cleaning up)", remove, { signal });
    const after = await take("read after cleaning up", read, { signal });
    return { steps, complete: false, left: leftBy(removal, after, probe), ...early };
  } catch {
    return { steps, complete: false, left: "integration", ...early };
  }
}

/** What a read says, where it can be understood. */
export function reportOf(
  { accepted, answer }: Step,
  { session, vendor }: Pick<Probe, "session" | "vendor">,
): Told | undefined {
  if (!accepted || answer === undefined) return undefined;
  return parseRead(answer.json, session.connection.contract, keysOf(vendor));
}

function idIn(step: Step, probe: Probe): string | undefined {
  const told = reportOf(step, probe);
  return told?.kind === "present" ? told.configId : undefined;
}

function leftBy(removal: Step | undefined, after: Step | undefined, probe: Probe): Walked["left"] {
  const reported = after === undefined ? undefined : reportOf(after, probe);
  if (reported?.kind === "absent") return "nothing";
  return reported?.kind !== "present" && removal?.accepted === true ? "unknown" : "integration";
}

function heed(step: Step | undefined): void {
  if (step?.problem !== undefined) throw step.problem;
}

function sendingOf({ session, vendor, signal }: Probe): Sending {
  return { session, secrets: keysOf(vendor), timeout: ANSWER_TIMEOUT.read, signal };
}

function keysOf(vendor: VendorBlock<Secret>): Secret[] {
  return keySlots(vendor).map(({ key }) => key);
}
