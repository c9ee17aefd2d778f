/** The name under which Azure lists the endpoint of an account's OpenAI models, among others of the same account. */
const OPENAI_ENDPOINT = "OpenAI Language Model Instance API";

/**
 * The endpoint that Sigma is given. Azure's main one has another host where the account is one of AI Services, so the one for
 * OpenAI's models is taken, else it is made of the subdomain.
 */
export function endpointOf(
  subdomain: string,
  endpoints: Readonly<Record<string, string>> | undefined,
): string {
  const listed = endpoints?.[OPENAI_ENDPOINT] ?? `https://${subdomain}.openai.azure.com`;
  return listed.replace(/\/+$/, "");
}
