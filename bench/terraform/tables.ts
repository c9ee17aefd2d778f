import type { Figures } from "../measure.ts";
import { requestText } from "../requests.ts";
import type { TerraformResults } from "../terraform.ts";
import type { Contestant } from "./providers.ts";

/** The most that a plan of ours may take, as a share of restapi's time, by the number of resources. */
const GOALS: Partial<Record<Contestant, Readonly<Record<number, number>>>> = {
  "ours, compiled": { 1: 0.9, 100: 0.65 },
  "ours, Node file": { 1: 1.5, 100: 0.9 },
};

/** Prints everything as tables. */
export function printTerraform(results: TerraformResults): void {
  const { plans, parts, applies, startUps, missing } = results;
  console.log(
    "\nWall time of `terraform plan` without changes, milliseconds, and what it asks of Sigma",
  );
  console.table(
    plans.map(({ resources, contestant, time, ratio, requests }) => ({
      resources,
      contestant,
      median: milliseconds(time),
      "/ restapi": share(ratio),
      goal: goalOf(contestant, resources),
      requests: requestText(requests),
    })),
  );
  console.log("restapi asks for each object twice: whether it exists, and what it is.");
  console.log("\nWhere the time of such a plan goes, milliseconds");
  console.table(
    parts.map(({ form, resources, terraform, startUp, work }) => ({
      resources,
      form,
      "terraform itself": milliseconds(terraform),
      "provider that answers at once": milliseconds(startUp),
      "what ours does beyond": milliseconds(work),
    })),
  );
  console.log("\nWall time of a first `terraform apply` of 10, milliseconds");
  console.table(
    applies.map(({ contestant, time, ratio, requests }) => ({
      contestant,
      median: milliseconds(time),
      "/ restapi": share(ratio),
      requests: requestText(requests),
    })),
  );
  console.log(
    "\nFrom the start of a process to its handshake, and the checksum of its file, which Terraform makes for every command; milliseconds",
  );
  console.table(
    startUps.map(({ process: name, time, checksum, megabytes }) => ({
      process: name,
      "to the handshake": milliseconds(time),
      checksum: checksum === undefined ? "" : milliseconds(checksum),
      "file, MB": megabytes?.toFixed(1) ?? "",
    })),
  );
  for (const line of missing) console.log(line);
}

function milliseconds({ min, median, max }: Figures): string {
  return `${median.toFixed(0)} (${min.toFixed(0)}–${max.toFixed(0)})`;
}

function share(ratio: Figures | undefined): string {
  return ratio === undefined ? "" : ratio.median.toFixed(2);
}

function goalOf(contestant: Contestant, resources: number): string {
  const goal = GOALS[contestant]?.[resources];
  return goal === undefined ? "" : `≤ ${goal}`;
}
