import type { Plugin } from "esbuild";

/**
 * Leaves out of the bundle what the provider never uses of zod and undici: error texts in other languages, and all of
 * undici but requests through a dispatcher. It halves the file, and every start reads all of it. An import of anything
 * that is left out fails the build.
 */
export const lean: Plugin = {
  name: "lean",
  setup: (build) => {
    for (const [file, contents] of Object.entries(REPLACED)) {
      const filter = new RegExp(`/node_modules/${file.replaceAll(".", "\\.")}$`);
      build.onLoad({ filter }, () => ({ contents, loader: "js" }));
    }
  },
};

const REPLACED: Readonly<Record<string, string>> = {
  "zod/v4/locales/index.js": `export { default as en } from "./en.js";`,
  "undici/index.js": `
    import api from "./lib/api/index.js";
    import buildConnector from "./lib/core/connect.js";
    import EnvHttpProxyAgent from "./lib/dispatcher/env-http-proxy-agent.js";
    import Pool from "./lib/dispatcher/pool.js";
    export { buildConnector, EnvHttpProxyAgent, Pool };
    export const request = (url, { dispatcher, ...options }) =>
      api.request.call(dispatcher, { ...options, origin: url.origin, path: url.pathname + url.search });
  `,
};
