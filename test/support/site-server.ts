import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join } from "node:path";

/** Files of a folder, served as a host of static pages does it. */
export interface SiteServer extends AsyncDisposable {
  /** Its origin, without a slash at its end. */
  url: string;
  /** The paths that there was no file for. */
  missing: readonly string[];
}

const TYPES: Record<string, string> = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

/** Serves a folder on a free port of this machine; `/page` is the file `page.html`. */
export async function serveSite(folder: string): Promise<SiteServer> {
  const missing: string[] = [];
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://site").pathname;
    const file = path.endsWith("/") ? `${path}index.html` : path;
    const name = extname(file) === "" ? `${file}.html` : file;
    readFile(join(folder, name)).then(
      (content) => response.setHeader("content-type", TYPES[extname(name)] ?? "").end(content),
      () => {
        missing.push(path);
        response.writeHead(404).end();
      },
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    missing,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
