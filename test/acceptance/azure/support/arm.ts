import { SUBSCRIPTION } from "../../../support/azapi-environment.ts";

/** The keys of an account. */
export interface AccountKeys {
  key1: string;
  key2: string;
}

/** Azure Resource Manager, as an account's owner uses it. */
export interface Arm {
  /** Asks for a resource of `sigma`, the resource group: `accounts/NAME/…`. */
  request: (method: string, path: string, body?: object) => Promise<Response>;
  keys: (account: string) => Promise<AccountKeys>;
  /** Makes a key anew; the old one is worth nothing then. */
  regenerate: (account: string, keyName: "Key1" | "Key2") => Promise<AccountKeys>;
}

const GROUP = `/subscriptions/${SUBSCRIPTION}/resourceGroups/sigma`;

/** A client of the simulated Azure Resource Manager. */
export function armClient(origin: string): Arm {
  const request: Arm["request"] = async (method, path, body) => {
    const token = await fetch(`${origin}/_azure/token`);
    const { access_token }: { access_token: string } = JSON.parse(await token.text());
    const url = `${origin}${GROUP}/providers/Microsoft.CognitiveServices/${path}`;
    return await fetch(`${url}?api-version=2025-06-01`, {
      method,
      headers: { authorization: `Bearer ${access_token}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  };
  const keysFrom = async (response: Response): Promise<AccountKeys> => {
    if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
    const keys: AccountKeys = JSON.parse(await response.text());
    return keys;
  };
  return {
    request,
    keys: async (account) => keysFrom(await request("POST", `accounts/${account}/listKeys`)),
    regenerate: async (account, keyName) =>
      keysFrom(await request("POST", `accounts/${account}/regenerateKey`, { keyName })),
  };
}
