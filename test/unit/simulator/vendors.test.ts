import { describe, expect, it } from "@jest/globals";

import { send, start } from "./support.ts";

type Row = [
  name: string,
  method: string,
  path: string,
  headers: Record<string, string>,
  body: unknown,
  status: number,
  answer: unknown,
];

const bearer = (key: string) => ({ authorization: `Bearer ${key}` });

async function probe([, method, path, headers, body]: Row) {
  return send(await start(), method, `/_vendors${path}`, { headers, body });
}

describe("OpenAI", () => {
  const MODELS = "/openai/v1/models";
  const CHAT = "/openai/v1/chat/completions";
  const VALID = bearer("sim-openai-key-1");
  const RESTRICTED = bearer("sim-openai-key-restricted");
  const UNPAID = bearer("sim-openai-key-unpaid");
  const error = (code: string | null, text: string) => ({
    error: { code, message: expect.stringContaining(text) },
  });

  it.each<Row>([
    ["lists", "GET", MODELS, VALID, undefined, 200, { object: "list" }],
    ["tells one", "GET", `${MODELS}/gpt-4.1`, VALID, undefined, 200, { id: "gpt-4.1" }],
    ["answers", "POST", CHAT, VALID, { model: "gpt-5.6" }, 200, { model: "gpt-5.6" }],
    ["no key", "GET", MODELS, {}, undefined, 401, error(null, "You didn't provide")],
    ["wrong", "GET", MODELS, bearer("x"), undefined, 401, error("invalid_api_key", "provided: x.")],
    ["restricted, list", "GET", MODELS, RESTRICTED, undefined, 401, error(null, "Missing scopes")],
    ["restricted, chat", "POST", CHAT, RESTRICTED, { model: "gpt-5.6" }, 200, {}],
    ["unpaid, list", "GET", MODELS, UNPAID, undefined, 200, {}],
    [
      "unpaid, chat",
      "POST",
      CHAT,
      UNPAID,
      { model: "gpt-5.6" },
      429,
      error("insufficient_quota", "exceeded your current quota"),
    ],
    ["no model", "POST", CHAT, VALID, {}, 400, error(null, "model parameter")],
    ["model", "POST", CHAT, VALID, { model: "x" }, 404, error("model_not_found", "`x`")],
    ["no route", "GET", "/openai/v2", VALID, undefined, 404, error(null, "Invalid URL (GET /v2)")],
  ])("%s", async (...row) => {
    const { status, json } = await probe(row);
    expect(status).toBe(row[5]);
    expect(json).toMatchObject(row[6] as object);
  });
});

describe("Gemini", () => {
  const MODELS = "/gemini/v1beta/models";
  const FLASH = `${MODELS}/gemini-3.6-flash`;
  const key = (name: string) => ({ "x-goog-api-key": `sim-gemini-key-${name}` });
  const error = (status: string, ...reasons: string[]) => ({
    error: { status, ...(reasons[0] === undefined ? {} : { details: [{ reason: reasons[0] }] }) },
  });

  it.each<Row>([
    [
      "lists a page",
      "GET",
      `${MODELS}?pageSize=1`,
      key("1"),
      undefined,
      200,
      { models: [{ name: "models/gemini-3.6-flash" }], nextPageToken: expect.any(String) },
    ],
    ["tells one", "GET", FLASH, key("1"), undefined, 200, { name: "models/gemini-3.6-flash" }],
    ["counts", "POST", `${FLASH}:countTokens`, key("1"), {}, 200, { totalTokens: 8 }],
    ["answers", "POST", `${FLASH}:generateContent`, key("2"), {}, 200, { candidates: [{}] }],
    ["no key", "GET", MODELS, {}, undefined, 403, error("PERMISSION_DENIED")],
    [
      "revoked",
      "GET",
      MODELS,
      key("revoked"),
      undefined,
      400,
      error("INVALID_ARGUMENT", "API_KEY_INVALID"),
    ],
    [
      "restricted",
      "GET",
      MODELS,
      key("restricted"),
      undefined,
      403,
      error("PERMISSION_DENIED", "API_KEY_SERVICE_BLOCKED"),
    ],
    ["unpaid", "GET", MODELS, key("unpaid"), undefined, 400, error("FAILED_PRECONDITION")],
    ["model", "POST", `${MODELS}/old:countTokens`, key("1"), {}, 404, error("NOT_FOUND")],
  ])("%s", async (...row) => {
    const { status, json } = await probe(row);
    expect(status).toBe(row[5]);
    expect(json).toMatchObject(row[6] as object);
  });
});

describe("Anthropic", () => {
  const MODELS = "/anthropic/v1/models";
  const MESSAGES = "/anthropic/v1/messages";
  const COUNT = `${MESSAGES}/count_tokens`;
  const SONNET = { model: "claude-sonnet-5" };
  const key = (name: string) => ({
    "x-api-key": `sim-anthropic-key-${name}`,
    "anthropic-version": "2023-06-01",
  });
  const error = (type: string, text: string) => ({
    type: "error",
    error: { type, message: expect.stringContaining(text) },
  });

  it.each<Row>([
    ["lists", "GET", `${MODELS}?limit=1`, key("1"), undefined, 200, { has_more: false }],
    ["tells one", "GET", `${MODELS}/claude-sonnet-5`, key("1"), undefined, 200, { type: "model" }],
    ["answers", "POST", MESSAGES, key("2"), SONNET, 200, { type: "message" }],
    ["counts", "POST", COUNT, key("unpaid"), SONNET, 200, { input_tokens: 8 }],
    [
      "unpaid",
      "POST",
      MESSAGES,
      key("unpaid"),
      SONNET,
      400,
      error("invalid_request_error", "credit balance is too low"),
    ],
    ["no key", "GET", MODELS, {}, undefined, 401, error("authentication_error", "header")],
    [
      "no version",
      "GET",
      MODELS,
      { "x-api-key": "sim-anthropic-key-1" },
      undefined,
      400,
      error("invalid_request_error", "anthropic-version"),
    ],
    [
      "revoked",
      "GET",
      MODELS,
      key("revoked"),
      undefined,
      401,
      error("authentication_error", "invalid x-api-key"),
    ],
    [
      "restricted",
      "GET",
      MODELS,
      key("restricted"),
      undefined,
      403,
      error("permission_error", "does not have permission"),
    ],
    ["model", "POST", COUNT, key("1"), { model: "x" }, 404, error("not_found_error", "model: x")],
    ["no route", "GET", "/anthropic/v2", key("1"), undefined, 404, error("not_found_error", "")],
  ])("%s", async (...row) => {
    const { status, json } = await probe(row);
    expect(status).toBe(row[5]);
    expect(json).toMatchObject(row[6] as object);
  });
});
