import { dirname, relative, resolve } from "node:path";
import type { MarkdownRenderer } from "vitepress";
import { addressOf, folder } from "./pages.ts";

/**
 * Turns links between files into links between pages. A link to a file that is no page, such as an example, is shown as
 * text: the site does not know where the repository is hosted.
 */
export function pageLinks(md: MarkdownRenderer): void {
  md.core.ruler.push("page-links", ({ tokens, env }) => {
    const from = dirname(String(env.realPath ?? env.path));
    for (const token of tokens) {
      if (token.children === null) continue;
      let isDropped = false;
      token.children = token.children.filter((child) => {
        if (child.type === "link_close" && isDropped) return (isDropped = false);
        const [, path = "", hash = ""] = /^([^#:]+)(#.*)?$/.exec(child.attrGet("href") ?? "") ?? [];
        if (child.type !== "link_open" || path === "") return true;
        const file = relative(folder, resolve(from, path));
        isDropped = file.startsWith("..");
        if (file.endsWith(".md")) child.attrSet("href", `${addressOf(file)}${hash}`);
        return !isDropped;
      });
    }
  });
}

/** The name of a heading in links, the same as on GitHub, so that one link serves both. */
export function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}_ -]/gu, "")
    .replaceAll(" ", "-");
}
