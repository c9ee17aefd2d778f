import type { Remedy } from "../../integration/errors.ts";
import { RESOURCE } from "./tokens.ts";

/** What Pulumi has for a remedy, in words that follow the core's advice. Nothing where there is none. */
export function remedyWords(remedy: Remedy | undefined, urn = ""): string {
  switch (remedy?.kind) {
    case "import":
      return ` To import it: pulumi import ${RESOURCE} NAME ${remedy.organizationId}`;
    case "forget":
      return ` That is done by: pulumi state delete '${urn === "" ? "URN" : urn}'`;
    case "rename":
      return ": with the option aliases";
    default:
      return "";
  }
}
