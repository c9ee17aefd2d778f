import {
  Schema_Attribute,
  Schema_Block,
} from "../../../../provider/terraform/protocol/gen/tfplugin6.ts";
import type { Handlers } from "../../../../provider/terraform/protocol/provider-service.ts";
import { startProvider } from "../../../../provider/terraform/protocol/reattach.ts";
import { encodeDynamic } from "../../../../provider/terraform/wire.ts";
import { reattach } from "../../../support/reattach.ts";

/** A vault of keys: a provider with nothing but `ephemeral "vault_key" "…" {}`, whose `value` is a key. */
export interface Vault extends AsyncDisposable {
  /** The value of `TF_REATTACH_PROVIDERS`. */
  reattach: string;
}

/** What the vault is called in `required_providers`. */
export const VAULT = "example/vault";

const NOTHING = new Uint8Array();

/** Starts a vault in this process. `issue` gives the key, each time that the engine asks for one. */
export async function startVault(issue: () => string): Promise<Vault> {
  const running = await startProvider(handlers(issue));
  const reattachment = reattach({ socket: running.address, address: VAULT });
  return {
    reattach: reattachment.value,
    [Symbol.asyncDispose]: async () => {
      reattachment.end();
      await running.close();
    },
  };
}

function handlers(issue: () => string): Handlers {
  const accept = async () => ({ diagnostics: [] });
  const block = Schema_Block.decode(NOTHING);
  const value = {
    ...Schema_Attribute.decode(NOTHING),
    name: "value",
    type: Buffer.from('"string"'),
    computed: true,
    sensitive: true,
  };
  return {
    getProviderSchema: async () => ({
      provider: { version: 0, block },
      ephemeralResourceSchemas: {
        vault_key: { version: 0, block: { ...block, attributes: [value] } },
      },
    }),
    validateProviderConfig: accept,
    configureProvider: accept,
    validateEphemeralResourceConfig: accept,
    openEphemeralResource: async () => ({ result: encodeDynamic({ value: issue() }) }),
    closeEphemeralResource: accept,
  };
}
