import { describe, expect, it } from "@jest/globals";
import type { Value } from "../../../../provider/terraform/values/value.ts";
import { decodeDynamic, encodeDynamic } from "../../../../provider/terraform/wire.ts";
import { RPC, startProcess } from "../support/process.ts";

async function called(
  name: string,
  ...values: Value[]
): Promise<{ result: Value; error: string | undefined; argument: number | undefined }> {
  const process = await startProcess({});
  const request = { name, arguments: values.map(encodeDynamic) };
  const { message } = await process.call(RPC.callFunction, request);
  const { text, functionArgument } = message.error ?? {};
  return { result: decodeDynamic(message.result), error: text, argument: functionArgument };
}

describe("azure_endpoint", () => {
  const contoso = "https://contoso.openai.azure.com";
  it.each<[string, string, string | null]>([
    [contoso, contoso, null],
    [`${contoso}/`, contoso, null],
    [` ${contoso}\n`, contoso, null],
    [`${contoso}:443/`, contoso, null],
    ["HTTPS://Contoso.OpenAI.Azure.com", contoso, null],
    [
      `${contoso}/openai/deployments/gpt-41/chat/completions?api-version=2025-01-01`,
      contoso,
      "gpt-41",
    ],
    [`${contoso}/openai/deployments/gpt%2041`, contoso, "gpt 41"],
    [`${contoso}/openai/deployments/`, contoso, null],
    [`${contoso}/openai/v1/`, contoso, null],
    ["https://user:secret@contoso.openai.azure.com/", contoso, null],
    ["https://eu.api.cognitive.microsoft.com/", "https://eu.api.cognitive.microsoft.com", null],
    ["https://contoso.services.ai.azure.com/models", "https://contoso.services.ai.azure.com", null],
    ["https://gateway.example:8443/azure", "https://gateway.example:8443", null],
  ])("of %j", async (url, origin, deployment) => {
    expect(await called("azure_endpoint", url)).toEqual({
      result: { origin, deployment },
      error: undefined,
      argument: undefined,
    });
  });

  it.each<[string, Value]>([
    ["an empty text", ""],
    ["a host alone", "contoso.openai.azure.com"],
    ["http", "http://contoso.openai.azure.com"],
    ["another scheme", "file:///etc/passwd"],
    ["a key", "sk-a-key-nobody-may-see"],
    ["null", null],
    ["a number", 7],
  ])("refuses %s, and does not show it", async (_, value) => {
    const { result, error, argument } = await called("azure_endpoint", value);
    expect([result, argument]).toEqual([null, 0]);
    expect(error).toMatch(
      /^the value is not an https URL \(not shown\); expected an endpoint such as /,
    );
    expect(error).not.toContain("nobody-may-see");
  });

  it("refuses to be called without a value", async () => {
    expect((await called("azure_endpoint")).error).toContain("not an https URL");
  });
});

describe("another function", () => {
  it("is not there", async () => {
    expect((await called("origin", "https://a.example")).error).toBe(
      'there is no function "origin"',
    );
  });
});
