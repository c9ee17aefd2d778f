import { dirname, join } from "node:path";
import { expect, it } from "@jest/globals";
import { build } from "esbuild";
import type { Preflight } from "../../../provider/integration/preflight.ts";
import { Secret } from "../../../provider/integration/secret.ts";
import { lazyPreflight } from "../../../provider/runtime/lazy-preflight.ts";

it("is opened once, at its first use, and is given what it is asked with", async () => {
  const asked: Parameters<Preflight["probe"]>[] = [];
  let opened = 0;
  const preflight = lazyPreflight(async () => {
    opened += 1;
    return {
      probe: async (...given) => {
        asked.push(given);
        return [];
      },
    };
  });
  expect(opened).toBe(0);
  const settings = { mode: "warn", trustedHosts: [], allowUnverifiedModels: false } as const;
  const question: Parameters<Preflight["probe"]> = [
    { name: "openai", apiKey: new Secret("key") },
    { ...settings, trustedHosts: [] },
    new AbortController().signal,
  ];
  await Promise.all([preflight.probe(...question), preflight.probe(...question)]);
  expect([opened, asked]).toEqual([1, [question, question]]);
});

it.each(["terraform/main.ts", "pulumi/dynamic/handler.ts"])(
  "is the only way from %s to the probes, so that a plan and a refresh load none",
  async (entry) => {
    const root = join(import.meta.dirname, "../../../provider");
    const { metafile } = await build({
      entryPoints: [join(root, entry)],
      absWorkingDir: root,
      bundle: true,
      format: "esm",
      platform: "node",
      packages: "external",
      metafile: true,
      write: false,
    });
    const ways = Object.entries(metafile.inputs).flatMap(([from, { imports }]) =>
      imports
        .filter(({ path }) => isProbe(path) && !isProbe(from))
        .map(({ path, kind }) => `${from}: ${kind} of ${path}`),
    );
    expect(ways).toEqual(["runtime/runtime.ts: dynamic-import of vendors/probes/preflight.ts"]);
  },
);

function isProbe(file: string): boolean {
  return dirname(file) === "vendors/probes";
}
