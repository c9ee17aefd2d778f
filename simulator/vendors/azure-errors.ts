import type { ContentfulStatusCode } from "hono/utils/http-status";

import type { VendorContext } from "./vendor-app.ts";

/** A refusal of Azure OpenAI's data plane. */
export interface AzureError {
  readonly status: ContentfulStatusCode;
  readonly code: string;
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * The refusals of Azure OpenAI's data plane, in Azure's words.
 *
 * @see https://github.com/MicrosoftDocs/azure-ai-docs (articles/foundry/openai/how-to/troubleshoot-errors.md)
 */
export const AZURE_ERRORS = {
  wrongKey: {
    status: 401,
    code: "401",
    message:
      "Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a valid key for an active subscription and use a correct regional API endpoint for your resource.",
  },
  firewall: {
    status: 403,
    code: "403",
    message: "Access denied due to Virtual Network/Firewall rules.",
    headers: { "policy-id": "ThrowExceptionDueToTrafficDenied" },
  },
  publicAccessDisabled: {
    status: 403,
    code: "403",
    message: "Public access is disabled. Please configure private endpoint.",
  },
  keysDisabled: {
    status: 403,
    code: "AuthenticationTypeDisabled",
    message: "Key based authentication is disabled for this resource.",
  },
  deploymentNotFound: {
    status: 404,
    code: "DeploymentNotFound",
    message:
      "The API deployment for this resource does not exist. If you created the deployment within the last 5 minutes, please wait a moment and try again.",
  },
  notFound: { status: 404, code: "404", message: "Resource not found" },
  maxTokens: {
    status: 400,
    code: "unsupported_parameter",
    message:
      "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
  },
} as const satisfies Record<string, AzureError>;

/** The refusal of an operation that the deployed model does not have. It names the model. */
export function operationNotSupported(operation: string, model: string): AzureError {
  return {
    status: 400,
    code: "OperationNotSupported",
    message: `The ${operation} operation does not work with the specified model, ${model}. Please choose different model and try again. You can learn more about which models can be used with each operation here: https://go.microsoft.com/fwlink/?linkid=2197993.`,
  };
}

/** The answer for a refusal. */
export function azureFailure(c: VendorContext, error: AzureError): Response {
  const { code, message } = error;
  return c.json({ error: { code, message } }, error.status, error.headers ?? {});
}
