import { join } from "node:path";
import type { Simulator } from "../../simulator/index.ts";
import type { ToolCopy } from "../../test/support/engine/obtain.ts";
import type { BaseStep, Command } from "../demo.ts";
import { provision, repair } from "./apply.ts";
import type { FleetOrganization } from "./organizations.ts";
import { CHANGE_TEXTS, changeOutside, notAtSigma, secretVariables } from "./outside.ts";
import { wrongPage } from "./page.ts";
import { PROJECTS } from "./projects.ts";
import {
  exitOf,
  REPORT_FILES,
  REPORTS,
  wrongFindings,
  wrongReports,
  type SweepReport,
} from "./sweep.ts";
import type { FleetWorkshop } from "./workshop.ts";

/** A step of the fleet's life, which looks itself at what there is afterwards. */
export interface FleetStep extends BaseStep {
  wrong: () => Promise<string | undefined>;
  found: () => string;
}

/** What the steps play with. */
export interface Fleet {
  organizations: readonly FleetOrganization[];
  simulator: Simulator;
  workshop: FleetWorkshop;
  /** Default: the page is not opened. */
  browser: ToolCopy | undefined;
  picture: string | undefined;
  /** What the last sweep printed. */
  last: SweepReport | undefined;
}

/** The life of a fleet. */
export function fleetSteps(fleet: Fleet): FleetStep[] {
  const { organizations, browser } = fleet;
  const changed = organizations.filter(({ change }) => change !== undefined);
  const steady = organizations.map(({ change: _, ...rest }) => rest);
  return [
    applyStep(fleet, "provision", `each of the ${organizations.length} projects is applied`, () =>
      provision(fleet.workshop, organizations),
    ),
    sweepStep(fleet, "swept: all in step", steady, 1),
    {
      ...sweepStep(fleet, "changes outside: each is found, with its cause", organizations, 2),
      first: {
        says: changed
          .flatMap(({ name, change }) => (change ? [`${name}: ${CHANGE_TEXTS[change]}`] : []))
          .join("\n"),
        act: () => changeOutside(organizations, fleet),
      },
    },
    sweepStep(fleet, "swept again: still so, and since when", organizations, 3),
    ...(browser === undefined ? [] : [pageStep(fleet, browser)]),
    applyStep(fleet, "repaired by an apply", `${changed.length} projects are applied`, async () => {
      Object.assign(fleet.workshop.env, secretVariables(organizations));
      return await repair(fleet.workshop, changed);
    }),
    sweepStep(fleet, "swept: all in step again", steady, 4),
  ];
}

function applyStep(
  { organizations, simulator }: Fleet,
  title: string,
  says: string,
  apply: () => Promise<string[]>,
): FleetStep {
  let problems: string[] = [];
  let seconds = 0;
  return {
    title,
    first: {
      says,
      act: async () => {
        const started = performance.now();
        problems = await apply();
        seconds = (performance.now() - started) / 1000;
      },
    },
    commands: [],
    wrong: async () => {
      const left = notAtSigma(organizations, simulator).map(
        ({ name }) => `Sigma does not have what the program of ${name} says`,
      );
      return told([...problems, ...left]);
    },
    found: () => `Sigma: ${organizations.length} integrations, after ${seconds.toFixed(1)} s`,
  };
}

function sweepStep(
  fleet: Fleet,
  title: string,
  expected: readonly FleetOrganization[],
  run: number,
): FleetStep {
  const exit = exitOf(expected.map(({ change }) => change));
  return {
    title,
    commands: [{ ...SWEEP, exit }],
    wrong: async () => {
      const { last, workshop } = fleet;
      if (last === undefined) return "the sweep printed no report";
      return told([
        ...wrongFindings(last, expected, { isKnown: run === 3 }),
        ...(await wrongReports(workshop.folder, last, run)),
      ]);
    },
    found: () => {
      const { seconds = 0 } = fleet.last ?? {};
      const each = (seconds / expected.length).toFixed(2);
      return `${expected.length} organizations in ${seconds} s, ${each} s for each; ${Object.keys(REPORT_FILES).length} files of reports`;
    },
  };
}

const SWEEP: Omit<Command, "exit"> = {
  args: [
    "drift",
    `${PROJECTS}/*`,
    "--json",
    ...Object.entries(REPORT_FILES).flatMap(([name, file]) => [`--${name}`, `${REPORTS}/${file}`]),
  ],
};

function pageStep({ organizations, workshop, picture }: Fleet, browser: ToolCopy): FleetStep {
  const file = `${REPORTS}/${REPORT_FILES.html}`;
  return {
    title: "the page of that sweep, opened in a browser",
    first: { says: `Chromium ${browser.version} opens ${file}`, act: async () => {} },
    commands: [],
    wrong: async () =>
      told(await wrongPage(browser.command, join(workshop.folder, file), organizations, picture)),
    found: () =>
      `${organizations.length} rows and the counts are there; nothing else was asked for${picture === undefined ? "" : `; ${picture} is written`}`,
  };
}

function told(problems: readonly string[]): string | undefined {
  return problems.length === 0 ? undefined : problems.join("\n");
}
