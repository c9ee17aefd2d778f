import { readFile } from "node:fs/promises";
import { interceptors, request } from "undici";
import { createDispatcher } from "../../http/http.ts";
import { isRecord } from "../../integration/unknown.ts";
import { isLoopback } from "../../sigma/base-url.ts";
import { invalid, readOpenApi, type OpenApi } from "./openapi.ts";

/** The largest document that is read, in bytes. Sigma's own has about three million. */
const DOCUMENT_LIMIT = 32 * 1024 * 1024;

const REDIRECTS = 3;

/**
 * Reads an OpenAPI document, JSON or YAML, from a file or an https address. Throws INVALID_OPENAPI where it cannot be had or
 * is none.
 */
export async function loadOpenApi(source: string, signal: AbortSignal): Promise<OpenApi> {
  const text = /^https?:/i.test(source) ? await download(source, signal) : await read(source);
  return readOpenApi(await parsed(text));
}

/** What may be shown and kept of a source: an address may have a token in its query. */
export function sourceName(source: string): string {
  if (!URL.canParse(source) || !/^https?:/i.test(source)) return source.split(/[\\/]/).at(-1) ?? "";
  const { origin, pathname } = new URL(source);
  return origin + pathname;
}

async function read(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    throw invalid(`"${file}" cannot be read (${codeOf(error)})`);
  }
}

async function download(source: string, signal: AbortSignal): Promise<string> {
  const name = sourceName(source);
  if (!URL.canParse(source)) throw invalid("has no usable address");
  const url = new URL(source);
  if (url.protocol !== "https:" && !isLoopback(url))
    throw invalid(`at ${name} is not served over https`);
  const dispatcher = createDispatcher(DOCUMENT_LIMIT);
  try {
    const { statusCode, body } = await request(url, {
      signal,
      dispatcher: dispatcher.compose(interceptors.redirect({ maxRedirections: REDIRECTS })),
    });
    const text = await body.text();
    if (statusCode !== 200) throw invalid(`at ${name} was answered with ${statusCode}`);
    return text;
  } catch (error) {
    if (isRecord(error) && error["code"] === "INVALID_OPENAPI") throw error;
    throw invalid(`at ${name} cannot be fetched (${codeOf(error)})`);
  } finally {
    await dispatcher.destroy();
  }
}

async function parsed(text: string): Promise<unknown> {
  try {
    if (/^\s*\{/.test(text)) return JSON.parse(text);
    const { parse } = await import("yaml");
    return parse(text);
  } catch {
    throw invalid("is neither JSON nor YAML");
  }
}

function codeOf(error: unknown): string {
  const found = isRecord(error) ? [error["code"], error["name"]] : [];
  return found.find((each): each is string => typeof each === "string") ?? "no reason given";
}
