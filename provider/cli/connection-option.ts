import { InvalidArgumentError, Option } from "commander";
import { integrationSchema } from "../integration/model.ts";

/** `--connection NAME`: which credentials a command uses, as the resource's `connection` does. */
export function connectionOption(): Option {
  return new Option(
    "--connection <name>",
    "which credentials: eu reads SIGMA_EU_BASE_URL and so on",
  ).argParser(parseName);
}

function parseName(text: string): string {
  const parsed = integrationSchema.shape.connection.safeParse(text);
  if (parsed.success && parsed.data !== undefined) return parsed.data;
  throw new InvalidArgumentError(
    "It must be a letter first, then letters, digits, hyphens and underscores.",
  );
}
