/** Why something could not be searched, in words that have nothing of its content in them. */
export class Unreadable extends Error {
  readonly why: string;

  constructor(why: string) {
    super(why);
    this.why = why;
  }
}

/** Why something could not be searched: our own words, or the code of an error of the system. */
export function reasonOf(error: unknown): string {
  if (typeof error !== "object" || error === null) return "no reason given";
  if ("why" in error && typeof error.why === "string") return error.why;
  if ("code" in error && typeof error.code === "string") return WORDS[error.code] ?? error.code;
  throw new TypeError("unexpected error", { cause: error });
}

const WORDS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file (ENOENT)",
  EACCES: "it may not be read (EACCES)",
  EPERM: "it may not be read (EPERM)",
  ELOOP: "the link leads nowhere (ELOOP)",
  Z_BUF_ERROR: "what is packed in it ends early",
  Z_DATA_ERROR: "what is packed in it is damaged",
  ERR_ZSTD_DATA_ERROR: "what is packed in it is damaged",
};
