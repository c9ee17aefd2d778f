import type { ErrorCode } from "../../integration/error-codes.ts";
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

/** Where Pulumi has the settings that an error names by their variables. Nothing for other errors. */
export function argumentWords(code: ErrorCode): string {
  switch (code) {
    case "CONNECTION_INCOMPLETE":
      return " Pulumi can give them too: as sigma:baseUrl, sigma:clientId and sigma:clientSecret in the stack's configuration, or as arguments of a provider.";
    case "ASSUMED_REMOVE_REFUSED":
    case "ASSUMED_WRITE_REFUSED":
      return " Pulumi can give it too: as sigma:allowAssumed in the stack's configuration, or as an argument of a provider.";
    default:
      return "";
  }
}
