import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { cacheFolder } from "./cache.ts";

/**
 * Makes an environment in which Go writes below `folder` and the project's cache only, and builds what the recipe says: the
 * installed Go, the pinned modules, no C compiler. Where modules come from, and how checksums are checked, stays as the user
 * has set it. What is compiled is kept in the project's cache: Pulumi's tools share most of their packages, and Go throws out
 * by itself what was not used for days.
 */
export async function goEnvironment(
  folder: string,
  env: NodeJS.ProcessEnv,
): Promise<NodeJS.ProcessEnv> {
  const path = join(folder, "go", "path");
  const cache = join(cacheFolder(env), "go-build");
  const temporary = join(folder, "go", "tmp");
  const telemetry = join(folder, "go", "telemetry");
  for (const each of [path, cache, temporary, telemetry]) await mkdir(each, { recursive: true });
  await writeFile(join(telemetry, "mode"), "off");
  return {
    ...env,
    GOPATH: path,
    GOMODCACHE: join(path, "pkg", "mod"),
    GOCACHE: cache,
    GOTMPDIR: temporary,
    // Go's counters go to the user's settings folder otherwise; no documented variable moves them.
    TEST_TELEMETRY_DIR: telemetry,
    // Module files are read-only unless told otherwise, and could not be deleted.
    GOFLAGS: "-mod=readonly -modcacherw -trimpath -buildvcs=false",
    GOTOOLCHAIN: "local",
    GOWORK: "off",
    CGO_ENABLED: "0",
    GOOS: undefined,
    GOARCH: undefined,
  };
}
