/** The most frames that are told. */
const FRAMES = 12;

/** A frame of a stack: perhaps a function, then a place. Parts of a message cannot pass for one with anything but a name. */
const FRAME =
  /^ {4}at (?:(?:async |new )*(?<name>[\w$.#<>[\] ]+) \()?(?<path>[^()\s]+?):(?<line>\d+):(?<column>\d+)\)?$/;

/**
 * What can be told of an unexpected error without quoting it, since a message may hold a value: its class, its code, and the
 * frames of its stack that are our own, with the names of their files. The first line names the class.
 */
export function describeDefect(thrown: unknown): string {
  if (!isErrorLike(thrown)) return `a thrown ${thrown === null ? "null" : typeof thrown}`;
  const code = thrown.code !== undefined && isWord(thrown.code) ? ` (${thrown.code})` : "";
  const name = isWord(thrown.name) ? thrown.name : "Error";
  return [`${name}${code}`, ...framesOf(thrown)].join("\n");
}

function framesOf({ name, message, stack = "" }: ErrorLike): string[] {
  // The stack begins with the message, which may have lines of any form.
  const head = `${name}: ${message}`;
  const rest = stack.startsWith(head) ? stack.slice(head.length) : stack;
  return rest.split("\n").flatMap(ownFrame).slice(0, FRAMES);
}

function ownFrame(line: string): string[] {
  const { name, path = "", line: row, column } = FRAME.exec(line)?.groups ?? {};
  if (path === "" || path.startsWith("node:") || path.includes("node_modules")) return [];
  const place = `${path.slice(path.search(/[^/\\]*$/))}:${row}:${column}`;
  return [`    at ${name === undefined ? place : `${name} (${place})`}`];
}

interface ErrorLike {
  name: string;
  message: string;
  stack?: string;
  code?: string;
}

/** Not `instanceof`: some test runners give errors of Node's another class. */
function isErrorLike(value: unknown): value is ErrorLike {
  return typeof value === "object" && value !== null && "name" in value && "message" in value;
}

function isWord(text: unknown): text is string {
  return typeof text === "string" && /^\w{1,60}$/.test(text);
}
