import type { Address } from "./listen.ts";

/** The variables that a plugin is started with. */
export type PluginEnvironment = Readonly<Record<string, string | undefined>>;

/** What the environment says about how this process was started. */
export type Invitation =
  | {
      kind: "plugin";
      /** The certificate of the one client to trust, as PEM. Undefined: plaintext is asked for. */
      clientCertificate: string | undefined;
    }
  /** By hand, or by a program that is no host of such plugins. */
  | { kind: "stranger"; text: string }
  /** By a host that speaks other versions of the protocol only. */
  | { kind: "unsupported"; text: string };

/** The version of the plugin protocol that is served. */
export const PROTOCOL_VERSION = 6;

/** The version of go-plugin's own handshake. */
const CORE_VERSION = 1;

/** A constant that every host and provider of Terraform know. It is no secret. */
const COOKIE = "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2";

const BY_HAND =
  "this is a provider for Terraform and OpenTofu, which start it themselves. It is not meant to be started by hand. To install it, run: npx sigma-external-ai terraform install";

/** Reads go-plugin's variables. */
export function readInvitation(env: PluginEnvironment): Invitation {
  if (env["TF_PLUGIN_MAGIC_COOKIE"] !== COOKIE) return { kind: "stranger", text: BY_HAND };
  const versions = env["PLUGIN_PROTOCOL_VERSIONS"] ?? "";
  if (!versions.split(",").some((version) => Number(version) === PROTOCOL_VERSION)) {
    const offered = versions === "" ? "older ones" : versions;
    return {
      kind: "unsupported",
      text: `this provider speaks version ${PROTOCOL_VERSION} of the plugin protocol, and was offered ${offered}; use Terraform 1.0 or newer, or OpenTofu`,
    };
  }
  return { kind: "plugin", clientCertificate: env["PLUGIN_CLIENT_CERT"] || undefined };
}

/**
 * The one line that tells the host where the plugin listens, without its line break. `certificate` is the server's, in DER;
 * undefined where there is none.
 */
export function handshakeLine(
  { network, address }: Address,
  certificate: Uint8Array | undefined,
  env: PluginEnvironment,
): string {
  const encoded = Buffer.from(certificate ?? [])
    .toString("base64")
    .replace(/=+$/, "");
  const fields = [CORE_VERSION, PROTOCOL_VERSION, network, address, "grpc", encoded];
  // A host that knows of multiplexing expects an answer to whether it is supported.
  return [...fields, ...(env["PLUGIN_MULTIPLEX_GRPC"] ? [false] : [])].join("|");
}
