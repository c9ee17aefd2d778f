/** The right answers of OpenAI's API, which Azure OpenAI shares. */

/** The answer to a list of models. */
export function modelList(models: readonly string[]) {
  return {
    object: "list",
    data: models.map((id) => ({ id, object: "model", owned_by: "system" })),
  };
}

/** The answer to a chat completion. `model` is the full name, with the version. */
export function chatCompletion(model: string) {
  return {
    id: "chatcmpl-simulated",
    object: "chat.completion",
    model,
    choices: [
      {
        index: 0,
        message: { role: "assistant", content: "This is a simulated answer." },
        finish_reason: "stop",
      },
    ],
    usage: { prompt_tokens: 8, completion_tokens: 5, total_tokens: 13 },
  };
}

/** The answer to an embedding: one vector, as long as this model's vectors are. */
export function embeddings(model: string) {
  const length = model.includes("-large") ? 3072 : 1536;
  const embedding = Array.from({ length }, () => 0.01);
  return {
    object: "list",
    model,
    data: [{ object: "embedding", index: 0, embedding }],
    usage: { prompt_tokens: 8, total_tokens: 8 },
  };
}
