import type { Greeting } from "../../install/start-check.ts";

/**
 * How Terraform starts a provider of protocol 6. Without a client certificate the provider serves in plain text, which
 * suffices to see that it starts.
 */
export const TERRAFORM_GREETING: Greeting = {
  args: [],
  env: (scratch) => ({
    TF_PLUGIN_MAGIC_COOKIE: "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2",
    PLUGIN_PROTOCOL_VERSIONS: "6",
    PLUGIN_MIN_PORT: "10000",
    PLUGIN_MAX_PORT: "25000",
    PLUGIN_CLIENT_CERT: undefined,
    TF_REATTACH_PROVIDERS: undefined,
    PLUGIN_UNIX_SOCKET_DIR: scratch,
  }),
  answer: /^1\|6\|(?:unix|tcp)\|[^|]+\|grpc(?:\||$)/,
};
