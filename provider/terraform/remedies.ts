import type { ErrorCode } from "../integration/error-codes.ts";
import type { ErrorDetails, Remedy } from "../integration/errors.ts";
import { RESOURCE } from "./schema.ts";

/** What Terraform and OpenTofu have for a remedy, in words that follow the core's advice. Nothing where there is none. */
export function remedyWords(remedy: Remedy | undefined): string {
  switch (remedy?.kind) {
    case "import":
      return ` To import it, with the name of this resource:

  import {
    to = ${RESOURCE}.NAME
    id = "${remedy.organizationId}"
  }

`;
    case "forget":
      return " A removed block with destroy = false does that, and so does state rm; for a deposed object use state rm, and import the resource again.";
    case "rename":
      return ": with a moved block";
    default:
      return "";
  }
}

/** Each key has two spellings here, of which an error can name only one. */
export function spellingWords(code: ErrorCode, { path = "" }: ErrorDetails): string {
  const isMissingKey = code === "MISSING_FIELD" && path.endsWith("apiKey");
  return isMissingKey ? " Its other spelling is api_key, which is stored in the state." : "";
}
