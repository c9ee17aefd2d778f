import { subdomainOf, type Account } from "./account.ts";
import { endpointsOf } from "./account-endpoints.ts";
import { accountId } from "./arm-id.ts";

/** An account as Azure Resource Manager shows it. */
export function accountView(account: Account, provisioningState = "Succeeded") {
  const { name, location, createdAt, content } = account;
  const { kind, sku, tags, identity } = content;
  return {
    id: accountId(account),
    name,
    type: "Microsoft.CognitiveServices/accounts",
    location,
    kind,
    sku,
    tags,
    ...(identity === undefined ? {} : { identity }),
    properties: { ...accountProperties(account), dateCreated: createdAt, provisioningState },
  };
}

/** The properties of an account, with what the service adds. */
export function accountProperties(account: Account) {
  const { kind, properties } = account.content;
  return {
    isMigrated: false,
    privateEndpointConnections: [],
    ...properties,
    ...endpointsOf(kind, subdomainOf(account), account.location),
  };
}
