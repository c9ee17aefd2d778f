import { join } from "node:path";
import { type ObtainOptions, obtainTool, type ToolCopy } from "./obtain.ts";
import type { GoProgram, Script, Tool } from "./tool.ts";

/** The engine: the `pulumi` command with what it needs to run Node.js programs and dynamic providers. */
export type Engine = ToolCopy;

const version = "3.259.0";

const cli: GoProgram = {
  executable: "pulumi",
  recipe: join(import.meta.dirname, "recipes/pulumi"),
  package: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
  ldflags: `-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=${version}`,
};

// Its last release as part of a published Go module is that of sdk/v3 3.68.0; it runs programs of today's SDK.
const languageHost: GoProgram = {
  executable: "pulumi-language-nodejs",
  recipe: join(import.meta.dirname, "recipes/pulumi-language-nodejs"),
  package: "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs",
  ldflags: "-s -w",
};

const dynamicProvider: Script = {
  executable: "pulumi-resource-pulumi-nodejs",
  posix: `#!/bin/sh
# Runs the dynamic provider of the @pulumi/pulumi that the program in the current folder uses.
script=$(node -p "require.resolve('@pulumi/pulumi/cmd/dynamic-provider')") || exit 1
exec node "$script" "$@"
`,
  windows: `@echo off
rem Runs the dynamic provider of the @pulumi/pulumi that the program in the current folder uses.
for /f "delims=" %%i in ('node -p "require.resolve('@pulumi/pulumi/cmd/dynamic-provider')"') do set script=%%i
if not defined script exit /b 1
node "%script%" %*
`,
};

/** Pulumi's engine as a tool. */
export const pulumi: Tool = {
  name: "pulumi",
  version,
  executables: [cli.executable, languageHost.executable, dynamicProvider.executable],
  probe: {
    args: ["version"],
    environment: { PULUMI_SKIP_UPDATE_CHECK: "true" },
    homeVariable: "PULUMI_HOME",
    // The first whose --expect-no-changes tells changes (exit status 7) from failures.
    from: "3.227.0",
    below: "4.0.0",
  },
  ways: [
    {
      kind: "download",
      by: "npm",
      script: "pulumi/run.js",
      args: ["version"],
      environment: { PULUMI_VERSION: version, PULUMI_SKIP_UPDATE_CHECK: "true" },
      homeVariable: "PULUMI_HOME",
      bin: `versions/${version}/bin`,
      limitSeconds: 300,
    },
    {
      kind: "build",
      go: "1.26",
      programs: [cli, languageHost],
      scripts: [dynamicProvider],
      limitSeconds: 3600,
    },
  ],
  advice:
    "Install Pulumi 3.227.0 or later (https://www.pulumi.com/docs/install/) on PATH, " +
    "or Go 1.26 or later to have it built in about five minutes.",
};

/**
 * Finds or obtains Pulumi's engine; see {@link obtainTool}.
 *
 * @throws an error with the code `TOOL_MISSING` and a message of one line if it cannot be had
 */
export async function obtainPulumi(options?: ObtainOptions): Promise<Engine> {
  return await obtainTool(pulumi, options);
}
