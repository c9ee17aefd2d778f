import { pathToFileURL } from "node:url";
import { STATUSES } from "../../provider/operations/drift/report.ts";
import { startBrowser } from "../../test/support/browser.ts";
import type { FleetOrganization } from "./organizations.ts";
import { folderOf } from "./projects.ts";
import { countsOf, statusOf } from "./sweep.ts";

/** What is photographed: as wide as a laptop's window, and no higher than a reader of the docs wants. Pixels. */
const PICTURE = { width: 1100, height: 760 } as const;

/**
 * Opens the page of a report in a real browser and compares what it shows. Answers what is wrong. `picture` is a file that gets
 * a picture of it.
 */
export async function wrongPage(
  command: string,
  file: string,
  fleet: readonly FleetOrganization[],
  picture: string | undefined,
): Promise<string[]> {
  await using browser = await startBrowser(command);
  const address = pathToFileURL(file).href;
  const { page, errors, requests } = await browser.open(address, {
    viewport: PICTURE,
    colorScheme: "light",
  });
  const counts = countsOf(fleet.map(({ change }) => change));
  const tiles = await page.getByRole("list", { name: "Counts" }).getByRole("listitem").all();
  const shown = await Promise.all(tiles.map(async (tile) => (await tile.innerText()).trim()));
  const told = STATUSES.map((status) => `${counts[status]} ${status}`);
  const rows = page.getByRole("row");
  const texts = await rows.allInnerTexts();
  const wrong = fleet.filter((organization) => {
    const own = texts.filter((text) => text.includes(folderOf(organization)));
    return own.length !== 1 || !own[0]?.includes(statusOf(organization.change));
  });
  if (picture !== undefined) await page.screenshot({ path: picture });
  return [
    ...(shown.map((text) => text.replaceAll(/\s+/g, " ")).join() === told.join()
      ? []
      : [`the page counts ${shown.join(", ")}`]),
    ...wrong.map(({ name }) => `the page does not have ${name} in one row, as it was found`),
    ...errors.map((error) => `the page has an error: ${error}`),
    ...requests.map((url) => `the page asked for ${url}`),
  ];
}
