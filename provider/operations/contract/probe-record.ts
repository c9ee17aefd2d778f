import type { Contract, Operation, Override } from "../../sigma/contract.ts";
import { wireName } from "../../sigma/api/ai-config.ts";
import { reportOf, type Probe, type Walked } from "./probe.ts";
import { saysNoRoute, type Step } from "./probe-step.ts";

/** The entries of an override file that a walk has shown, and the record of it. */
export function recordOf({ session, vendor }: Probe, walked: Walked, now: Date): Override {
  const { contract } = session.connection;
  const { save, edit, read, remove } = contract.operations;
  const { steps, complete } = walked;
  const step = (name: string): Step | undefined => steps.find(({ seen }) => seen.step === name);
  const reads = steps.filter(({ seen }) => seen.step.startsWith("read"));
  const told = (name: string) => {
    const found = step(name);
    return found === undefined ? undefined : reportOf(found, { session, vendor });
  };
  const added = told("read after add");
  const hasAdded = step("add")?.accepted === true;
  const isReported = added?.kind === "present" && added.report.facts.aiProvider === vendor.name;
  const isRemoved =
    told("read after remove")?.kind === "absent" && step("remove")?.accepted === true;
  const operations: Override["operations"] = {
    ...saveEntries({ save, edit }, hasAdded, step("edit")?.accepted === true),
    ...(read === null ? {} : readEntry(read, reads, isReported && isRemoved)),
    ...(remove === null ? {} : removeEntry(remove, step("remove"), isRemoved)),
  };
  const body = contract.bodies[vendor.name];
  return {
    ...(Object.keys(operations).length === 0 ? {} : { operations }),
    ...(hasAdded
      ? {
          bodies: {
            [vendor.name]: { ...observed(body), provider: wireName(vendor.name, contract) },
          },
        }
      : {}),
    ...(isReported ? { report: observed(contract.report) } : {}),
    probe: {
      date: now.toISOString(),
      vendor: vendor.name,
      complete,
      steps: steps.map(({ seen }) => seen),
    },
  };
}

function saveEntries(
  { save, edit }: Pick<Contract["operations"], "save" | "edit">,
  hasAdded: boolean,
  hasEdited: boolean,
): Override["operations"] {
  if (edit === null || edit === undefined)
    return hasAdded && hasEdited ? { save: observed(save) } : {};
  return {
    ...(hasAdded ? { save: observed(save) } : {}),
    ...(hasEdited ? { edit: observed(edit) } : {}),
  };
}

/** No route: said of every read, so also of one that had something to tell. */
function readEntry(
  read: Operation,
  reads: readonly Step[],
  works: boolean,
): Override["operations"] {
  if (works) return { read: observed(read) };
  const isNone =
    reads.some(({ seen }) => seen.step === "read after add") && reads.every(saysNoRoute);
  return isNone ? { read: null } : {};
}

function removeEntry(
  remove: Operation,
  step: Step | undefined,
  works: boolean,
): Override["operations"] {
  if (works) return { remove: observed(remove) };
  return step !== undefined && saysNoRoute(step) ? { remove: null } : {};
}

/** What Sigma has published stays so. */
function observed<Entry extends Pick<Operation, "grade">>(entry: Entry): Entry {
  return entry.grade === "published" ? entry : { ...entry, grade: "observed" };
}
