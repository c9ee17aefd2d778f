/** The `code` of an error, such as `ENOENT`. */
export function errorCode(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null || !("code" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}

/** An error of the file system while something was done to `path`, in a person's words. Others stay as they are. */
export function inWords(error: unknown, doing: string, path: string): unknown {
  const code = errorCode(error);
  if (code === undefined || !/^E[A-Z]+$/.test(code) || isWorkingFolderGone(error)) return error;
  return new Error(`cannot ${doing} "${path}": ${REASONS[code] ?? "it failed"} (${code})`);
}

/** Whether an error says that the working directory has been removed, to which every relative path refers. */
export function isWorkingFolderGone(error: unknown): boolean {
  return (
    typeof error === "object" && error !== null && "syscall" in error && error.syscall === "uv_cwd"
  );
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "a folder of its path cannot be made",
  EACCES: "you may not do that there",
  EPERM: "you may not do that there",
  EROFS: "it is on a file system that is read-only",
  ENOSPC: "there is no space left",
  ENOTDIR: "a part of its path is a file, and no folder",
  EEXIST: "a part of its path is a file, and no folder",
  EISDIR: "there is a folder of that name",
};
