import { mkdtemp, readdir, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach } from "@jest/globals";

const made: string[] = [];

afterEach(async () => {
  for (const folder of made.splice(0)) await rm(folder, { recursive: true, force: true });
});

/** A new folder, gone after the test. */
export async function temporaryFolder(): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), "sigma-install-")));
  made.push(folder);
  return folder;
}

/** Every file below a folder, relative to it, and every folder that is empty, with a slash at its end; sorted. */
export async function tree(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const parts = await Promise.all(
    entries.map(async (entry) => {
      if (!entry.isDirectory()) return [entry.name];
      const below = await tree(join(folder, entry.name));
      return below.length === 0 ? [`${entry.name}/`] : below.map((name) => `${entry.name}/${name}`);
    }),
  );
  return parts.flat().toSorted();
}
