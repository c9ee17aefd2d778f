import {
  Schema_Attribute,
  Schema_Block,
  Schema_NestedBlock,
  Schema_NestedBlock_NestingMode,
} from "../../../../provider/terraform/protocol/gen/tfplugin6.ts";
import type { Handlers } from "../../../../provider/terraform/protocol/provider-service.ts";
import { startProvider } from "../../../../provider/terraform/protocol/reattach.ts";
import { decodeObject, encodeDynamic } from "../../../../provider/terraform/wire.ts";
import { reattach } from "../../../support/reattach.ts";

/** A stand-in for `hashicorp/azurerm` with nothing but the ephemeral resource `azurerm_key_vault_secret`. */
export interface KeyVault extends AsyncDisposable {
  /** The value of `TF_REATTACH_PROVIDERS`. */
  reattach: string;
}

const NOTHING = new Uint8Array();

/**
 * Starts a key vault in this process. `secret` gives the value of every secret, each time that the engine asks for one.
 *
 * @see https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/ephemeral-resources/key_vault_secret
 */
export async function startKeyVault(secret: () => string): Promise<KeyVault> {
  const running = await startProvider(handlers(secret));
  const reattachment = reattach({ socket: running.address, address: "hashicorp/azurerm" });
  return {
    reattach: reattachment.value,
    [Symbol.asyncDispose]: async () => {
      reattachment.end();
      await running.close();
    },
  };
}

function handlers(secret: () => string): Handlers {
  const accept = async () => ({ diagnostics: [] });
  const block = Schema_Block.decode(NOTHING);
  const features = {
    ...Schema_NestedBlock.decode(NOTHING),
    typeName: "features",
    block,
    nesting: Schema_NestedBlock_NestingMode.LIST,
    minItems: 1,
    maxItems: 1,
  };
  const text = { ...Schema_Attribute.decode(NOTHING), type: Buffer.from('"string"') };
  const attributes = [
    { ...text, name: "name", required: true },
    { ...text, name: "key_vault_id", required: true },
    { ...text, name: "value", computed: true, sensitive: true },
  ];
  return {
    getProviderSchema: async () => ({
      provider: { version: 0, block: { ...block, blockTypes: [features] } },
      ephemeralResourceSchemas: {
        azurerm_key_vault_secret: { version: 0, block: { ...block, attributes } },
      },
    }),
    validateProviderConfig: accept,
    configureProvider: accept,
    validateEphemeralResourceConfig: accept,
    openEphemeralResource: async ({ config }) => {
      const asked = decodeObject(config);
      return { result: encodeDynamic({ ...asked, value: secret() }) };
    },
    closeEphemeralResource: accept,
  };
}
