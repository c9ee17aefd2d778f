import { describe, expect, it } from "@jest/globals";
import type { ErrorCode } from "../../provider/integration/error-codes.ts";
import { azure, openai } from "./configs.ts";
import { coreFrontEnd } from "./core-front-end.ts";
import { dynamicFrontEnd } from "./dynamic-front-end.ts";
import type { Feature } from "./front-end.ts";
import { pluginFrontEnd } from "./plugin-front-end.ts";
import { terraformFrontEnd } from "./terraform-front-end.ts";

const KEY = "sk-SENTINEL-0123456789";
const { azureOpenai } = azure;

const cases: {
  name: string;
  config: unknown;
  code: ErrorCode;
  names: string;
  needs?: Feature;
}[] = [
  { name: "no vendor", config: {}, code: "VENDOR_BLOCK", names: "no AI vendor is given" },
  {
    name: "two vendors",
    config: { ...openai, gemini: { apiKey: KEY } },
    code: "VENDOR_BLOCK",
    names: "openai and gemini",
  },
  {
    name: "an empty key",
    config: { openai: { apiKey: "" } },
    code: "INVALID_CREDENTIAL",
    names: "openai.apiKey",
  },
  {
    name: "a blank key",
    config: { openai: { apiKey: " \t" } },
    code: "INVALID_CREDENTIAL",
    names: "openai.apiKey",
  },
  {
    name: "a key of two lines",
    config: { gemini: { apiKey: `${KEY}\n${KEY}` } },
    code: "INVALID_CREDENTIAL",
    names: "gemini.apiKey",
  },
  {
    name: "a URL as a key",
    config: { anthropic: { apiKey: `https://example.com/${KEY}` } },
    code: "INVALID_CREDENTIAL",
    names: "anthropic.apiKey",
  },
  {
    name: "an endpoint as a key",
    config: { openai: { apiKey: "contoso.openai.azure.com" } },
    code: "INVALID_CREDENTIAL",
    names: "openai.apiKey",
  },
  {
    name: "an endpoint with more than api-version after its path",
    config: {
      azureOpenai: {
        ...azureOpenai,
        endpointUrl: `https://contoso.openai.azure.com/?api-version=1&a=${KEY}`,
      },
    },
    code: "INVALID_ENDPOINT",
    names: "azureOpenai.endpointUrl",
  },
  {
    name: "an endpoint with a fragment",
    config: {
      azureOpenai: { ...azureOpenai, endpointUrl: `https://contoso.openai.azure.com/#${KEY}` },
    },
    code: "INVALID_ENDPOINT",
    names: "azureOpenai.endpointUrl",
  },
  {
    name: "a key as both deployments",
    config: {
      azureOpenai: {
        ...azureOpenai,
        languageModel: { deploymentId: KEY },
        embeddingModel: { deploymentId: KEY },
      },
    },
    code: "SAME_DEPLOYMENT",
    names: "both models name the deployment",
  },
  {
    name: "a misspelt vendor",
    needs: "loose types",
    config: { opnai: { apiKey: KEY } },
    code: "UNKNOWN_FIELD",
    names: "Did you mean openai?",
  },
  {
    name: "a key that is a number",
    needs: "loose types",
    config: { openai: { apiKey: 42 } },
    code: "INVALID_CREDENTIAL",
    names: "openai.apiKey",
  },
  {
    name: "a misspelt reference",
    needs: "loose types",
    config: { openai: { apiKey: { fromENV: KEY } } },
    code: "INVALID_CREDENTIAL",
    names: "openai.apiKey",
  },
  {
    name: "an http endpoint",
    config: { azureOpenai: { ...azureOpenai, endpointUrl: "http://contoso.openai.azure.com" } },
    code: "INVALID_ENDPOINT",
    names: "azureOpenai.endpointUrl",
  },
  {
    name: "a look-alike endpoint",
    config: {
      azureOpenai: { ...azureOpenai, endpointUrl: "https://contoso.openai.azure.com.evil.example" },
      preflight: "off",
    },
    code: "INVALID_ENDPOINT",
    names: "looks like Azure's, but is not",
  },
  {
    name: "Azure with one model",
    needs: "loose types",
    config: { azureOpenai: { ...azureOpenai, embeddingModel: undefined } },
    code: "MISSING_FIELD",
    names: "azureOpenai.embeddingModel",
  },
  {
    name: "one deployment for both models",
    config: { azureOpenai: { ...azureOpenai, embeddingModel: { deploymentId: "gpt-41" } } },
    code: "SAME_DEPLOYMENT",
    names: 'both models name the deployment "gpt-41"',
  },
  {
    name: "an endpoint whose path names another deployment",
    config: {
      azureOpenai: {
        ...azureOpenai,
        languageModel: {
          deploymentId: "gpt-41",
          endpointUrl: "https://contoso.openai.azure.com/openai/deployments/other/chat/completions",
        },
      },
    },
    code: "INVALID_ENDPOINT",
    names: 'the path names the deployment "other"',
  },
  {
    name: "an unknown field",
    needs: "loose types",
    config: { ...openai, expectedOrganisationId: "org-acme" },
    code: "UNKNOWN_FIELD",
    names: "Did you mean expectedOrganizationId?",
  },
  {
    name: "an unknown field in a block",
    needs: "loose types",
    config: { openai: { apikey: KEY } },
    code: "UNKNOWN_FIELD",
    names: "Did you mean apiKey?",
  },
  {
    name: "a choice that is none",
    config: { ...openai, removal: "keep" },
    code: "INVALID_CONFIG",
    names: '"remove", "retain"',
  },
];

describe.each([coreFrontEnd, dynamicFrontEnd, pluginFrontEnd, terraformFrontEnd])(
  "bad input: $name",
  (frontEnd) => {
    const possible = cases.filter(({ needs }) => !frontEnd.lacks.some((lack) => lack === needs));
    it.each(possible)("$name", async ({ config, code, names }) => {
      const sent: string[] = [];
      const run = frontEnd.start({
        env: () => undefined,
        file: async () => "",
        print: (line) => void sent.push(line),
      });
      const error = await run.check(config).then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
      const text = error instanceof Error ? error.message : String(error);
      expect(text).toContain(`[${code}`);
      expect(text).toContain(names);
      expect(text).not.toContain("SENTINEL");
      expect(sent).toEqual([]);
    });
  },
);
