import {
  chromium,
  type Browser as Chromium,
  type BrowserContextOptions,
  type Page,
} from "playwright-core";

/** A page in a browser, and what it did that can be seen from outside. */
export interface OpenPage {
  page: Page;
  /** Errors in its console, and errors that nothing caught. */
  errors: readonly string[];
  /** Every address that it asked for beside its own, whether or not it got an answer. */
  requests: readonly string[];
}

/** A real browser without a window. It ends, with its profile, when it is disposed of. */
export interface Browser extends AsyncDisposable {
  version: string;
  /**
   * Opens an address in a context of its own, so that nothing is kept from the pages before. No request gets further than
   * this machine.
   */
  open: (address: string, options?: BrowserContextOptions) => Promise<OpenPage>;
}

/** What keeps it from asking for anything by itself. */
const QUIET = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-default-apps",
  "--disable-gpu",
  "--disable-quic",
  "--disable-sync",
  "--no-first-run",
];

/** Milliseconds for one step in a page, which on a busy machine takes long. */
const STEP = 60_000;

/** Starts a browser; `command` is its executable. Its profile is a new folder. */
export async function startBrowser(command: string): Promise<Browser> {
  const browser = await chromium.launch({
    executablePath: command,
    headless: true,
    // The sandbox needs another user than root.
    args: process.getuid?.() === 0 ? [...QUIET, "--no-sandbox"] : QUIET,
    timeout: STEP,
  });
  return {
    version: browser.version(),
    open: (address, options = {}) => openPage(browser, address, options),
    [Symbol.asyncDispose]: () => browser.close(),
  };
}

async function openPage(
  browser: Chromium,
  address: string,
  options: BrowserContextOptions,
): Promise<OpenPage> {
  const context = await browser.newContext(options);
  context.setDefaultTimeout(STEP);
  const requests: string[] = [];
  const errors: string[] = [];
  await context.route("**/*", async (route) => {
    const url = route.request().url();
    if (url !== address) requests.push(url);
    if (isHere(url)) await route.continue();
    else await route.abort();
  });
  const page = await context.newPage();
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  page.on("pageerror", (error) => errors.push(error.message));
  await page.goto(address);
  return { page, errors, requests };
}

function isHere(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  const isLocal = ["127.0.0.1", "localhost", "[::1]"].includes(hostname);
  return ["file:", "data:", "blob:", "about:"].includes(protocol) || isLocal;
}
