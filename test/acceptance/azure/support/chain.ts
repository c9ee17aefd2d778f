import { join } from "node:path";
import { digest, type Simulator } from "../../../../simulator/index.ts";
import { SUBSCRIPTION } from "../../../support/azapi-environment.ts";
import { filesBelow, type Searched } from "../../../support/sweep.ts";
import type { TerraformProject } from "../../../support/terraform-project.ts";
import { unzip } from "../../../support/unzip.ts";

/** Sigma's addresses, as an input of the examples. */
export const ALLOWED = { sigma_addresses: ["203.0.113.10", "203.0.113.11"] };

const GROUP = `/subscriptions/${SUBSCRIPTION}/resourceGroups/sigma`;
const ACCOUNTS = `${GROUP}/providers/Microsoft.CognitiveServices/accounts`;
/** What changes nothing in Azure or at Sigma, although it is a POST. */
const READS = /\/(?:auth\/token|listKeys|regenerateKey)$/;

/** Gives, at each call, the requests since the call before that were to change something, as "METHOD path". */
export function writesOf(simulator: Simulator): () => string[] {
  let seen = simulator.requests.length;
  return () => {
    const fresh = simulator.requests.slice(seen);
    seen = simulator.requests.length;
    return fresh
      .filter(({ method, path }) => method !== "GET" && !READS.test(path) && isOfInterest(path))
      .map(({ method, path }) => `${method} ${path}`);
  };
}

/** The request that makes an account or what is below it, or changes it. */
export function put(account: string, path = ""): string {
  return `PUT ${ACCOUNTS}/${account}${path}`;
}

/** The request that deletes an account or what is below it. */
export function deleted(account: string, path = ""): string {
  return `DELETE ${ACCOUNTS}/${account}${path}`;
}

/** Acme's integration at Sigma; null where there is none. */
export function integrationOf(simulator: Simulator) {
  return simulator.state("org-acme").integration;
}

/** What Sigma keeps of a key that serves both models. */
export function digestsOf(key: string): Record<string, string> {
  return { "languageModel.apiKey": digest(key), "embeddingModel.apiKey": digest(key) };
}

/** Every file that the engine and the providers have written for an example, and what is in plan files. */
export async function filesOf({ folder }: TerraformProject, example: string): Promise<Searched[]> {
  const places = [example, "home", "t"].map((place) => filesBelow(join(folder, place)));
  const files = (await Promise.all(places)).flat();
  return [...files, ...files.flatMap(packedIn)];
}

/** The files in a plan file, which is a zip file. */
function packedIn({ place, text }: Searched): Searched[] {
  if (!text.startsWith("PK")) return [];
  return unzip(Buffer.from(text, "latin1")).map(({ name, data }) => ({
    place: `${place}: ${name}`,
    text: data().toString("latin1"),
  }));
}

function isOfInterest(path: string): boolean {
  return path.startsWith("/v2/") || path.startsWith("/subscriptions/");
}
