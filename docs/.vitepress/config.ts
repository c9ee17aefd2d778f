import { defineConfig } from "vitepress";
import { anchorOf, pageLinks } from "./links.ts";
import { addressOf, rewrites, sidebar } from "./pages.ts";

/** The site made from the pages in `docs/`. Nothing on it is asked of another host. */
// oxlint-disable-next-line import/no-default-export -- that is where vitepress looks
export default defineConfig({
  title: "sigma-external-ai",
  description: "Sigma's external AI provider as code",
  lang: "en",
  cleanUrls: true,
  ignoreDeadLinks: false,
  rewrites,
  outDir: "../dist/docs",
  cacheDir: "../.cache/vitepress",
  markdown: {
    config: pageLinks,
    anchor: { slugify: anchorOf },
    // The usual ones have colours that are too pale to be read by everybody.
    theme: { light: "github-light-high-contrast", dark: "github-dark-high-contrast" },
  },
  themeConfig: {
    nav: [
      { text: "Guide", link: addressOf("guide.md") },
      { text: "Runbooks", link: addressOf("runbooks.md") },
      { text: "Security", link: addressOf("security.md") },
      { text: "Inputs", link: addressOf("reference/inputs.md") },
    ],
    sidebar,
    search: { provider: "local" },
    outline: { level: [2, 3] },
  },
});
