import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, beforeAll, expect, it } from "@jest/globals";
import { sweep, type SweepStep } from "../../../../provider/operations/drift/sweep.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sigma-sweep-"));
  await writeFile(join(folder, "Pulumi.yaml"), "name: fleet\nruntime: nodejs\n");
  await writeFile(join(folder, "pulumi"), ENGINE);
  await chmod(join(folder, "pulumi"), 0o755);
});
afterAll(() => rm(folder, { recursive: true }));

/** What a preview of a stack that is in step writes. */
const SAME = JSON.stringify({
  steps: [
    {
      op: "same",
      urn: "urn:pulumi:dev::fleet::pulumi-nodejs:dynamic/sigma:ExternalAiIntegration::ai",
      oldState: { id: "org-acme", outputs: { organizationId: "org-acme" } },
      newState: { id: "org-acme", outputs: { organizationId: "org-acme" } },
    },
  ],
});

/** An engine with a hundred stacks, three of which fail as Pulumi does. */
const ENGINE = `#!/bin/sh
if [ "$1" = stack ]; then
  printf '[{"name":"s1"}'
  i=2; while [ $i -le 100 ]; do printf ',{"name":"s%s"}' $i; i=$((i + 1)); done
  printf ']'
  exit 0
fi
case " $* " in
  *" s17 "*) echo "error: get stack secrets manager: incorrect passphrase" >&2; exit 255 ;;
  *" s50 "*) echo "error: the stack is currently locked by 1 lock(s)" >&2; exit 255 ;;
  *" s99 "*) echo "error: could not load stack: dial tcp 10.0.0.1:443: i/o timeout" >&2; exit 255 ;;
esac
printf '%s' '${SAME}'
`;

it("a hundred stacks of which three fail: the rest is checked, and each failure has its cause", async () => {
  const steps: SweepStep[] = [];
  const { signal } = new AbortController();
  const report = await sweep({
    paths: [folder],
    allStacks: true,
    parallel: 4,
    timeout: 60_000,
    signal,
    env: { PATH: [folder, process.env["PATH"]].join(delimiter) },
    now: () => new Date("2026-11-26T12:00:00Z"),
    progress: (step) => void steps.push(step),
  });
  const failed = report.findings.filter(({ status }) => status !== "in step");
  expect(report.findings).toHaveLength(100);
  expect(report.partial).toBe(false);
  expect(failed.map(({ place, status, cause }) => [place.stack, status, cause])).toEqual([
    ["s17", "error", "wrong passphrase"],
    ["s50", "error", "locked"],
    ["s99", "error", "backend unreachable"],
  ]);
  for (const { reason, advice } of failed) expect([reason, advice]).not.toContain(undefined);
  expect(steps.map(({ done }) => done)).toEqual(Array.from({ length: 101 }, (_, at) => at));
  expect(new Set(steps.map(({ total }) => total))).toEqual(new Set([100]));
});
