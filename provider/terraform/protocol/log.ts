/** How much a line of the log matters. */
export type LogLevel = "trace" | "debug" | "info" | "warn" | "error";

/** Values beside the message. Never a secret. */
export type LogFields = Readonly<Record<string, string | number | boolean>>;

/** Writes one line to the log of Terraform, which shows it where TF_LOG asks for its level. */
export function log(level: LogLevel, message: string, fields?: LogFields): void {
  process.stderr.write(`${logLine(level, message, fields)}\n`);
}

/** A line in the form of HashiCorp's hclog, by which the host knows its level. */
export function logLine(
  level: LogLevel,
  message: string,
  fields: LogFields = {},
  now = new Date(),
): string {
  return JSON.stringify({
    "@level": level,
    "@message": message,
    "@module": "sigma",
    // The host wants six digits after the seconds.
    "@timestamp": now.toISOString().replace("Z", "000Z"),
    ...fields,
  });
}
