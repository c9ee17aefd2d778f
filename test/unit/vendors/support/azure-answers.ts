import type { Canned, Reply, Script } from "../../sigma/support/stub-sigma.ts";

/** The requests of a probe at Azure's usual paths. */
export const LIST = "GET /openai/deployments";
export const CHAT = "POST /openai/v1/chat/completions";
export const EMBED = "POST /openai/v1/embeddings";

/** A refusal as Azure OpenAI writes it. */
export function refused(
  status: number,
  code: string,
  message: string,
  headers: Record<string, string> = {},
): Canned {
  return { status, headers, body: { error: { code, message } } };
}

/** That an operation is not the model's, which is named. */
export function notSupported(operation: string, model: string): Canned {
  return refused(
    400,
    "OperationNotSupported",
    `The ${operation} operation does not work with the specified model, ${model}. Please choose different model and try again.`,
  );
}

/** The list of the deployments "chat" and "embed", with the models given. */
export function listed(chat: string, embed = "text-embedding-3-small"): Canned {
  const data = [
    { id: "chat", model: chat, status: "succeeded" },
    { id: "embed", model: embed, status: "succeeded" },
    { id: 7 },
    "text",
  ];
  return { body: { object: "list", data } };
}

/** A chat completion by a model. */
export function chatted(model?: string): Canned {
  return {
    body: { object: "chat.completion", choices: [], ...(model === undefined ? {} : { model }) },
  };
}

/** An embedding by a model. */
export function embedded(model = "text-embedding-3-small", numbers = 1536): Canned {
  return { body: { object: "list", model, data: [{ embedding: Array(numbers).fill(0.1) }] } };
}

/** A resource on which everything is as it should be, with what is special. The list is not there. */
export function resource(special: Record<string, Reply | readonly Reply[]> = {}): Script {
  return {
    [LIST]: refused(404, "404", "Resource not found"),
    [CHAT]: chatted("gpt-4.1-2025-04-14"),
    [EMBED]: embedded(),
    ...special,
  };
}
