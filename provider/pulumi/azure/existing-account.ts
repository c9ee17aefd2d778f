import { output, type InvokeOutputOptions } from "@pulumi/pulumi";
import { endpointOf } from "../../azure/endpoint.ts";
import { missingIpRules } from "../../azure/existing-account.ts";
import type { AccountSource } from "./account-source.ts";
import type { ExistingAccountArgs } from "./args.ts";
import { cognitiveServices } from "./packages.ts";

/** Looks an account up. Nothing of it is written; what the program says about it goes before what Azure reports. */
export function findAccount(
  account: ExistingAccountArgs,
  resourceGroupName: NonNullable<ExistingAccountArgs["resourceGroupName"]>,
  allowlist: readonly string[],
  options: InvokeOutputOptions,
): AccountSource {
  const { name: accountName, endpointUrl, ipRules, defaultAction } = account;
  const { properties } = cognitiveServices().getAccountOutput(
    { accountName, resourceGroupName },
    options,
  );
  const name = output(accountName);
  const rules = output({ given: { ipRules, defaultAction }, found: properties.networkAcls });
  return {
    name,
    resourceGroupName,
    endpointUrl:
      endpointUrl === undefined
        ? output([name, properties] as const).apply(
            ([subdomain, { endpoints, customSubDomainName }]) =>
              endpointOf(customSubDomainName ?? subdomain, endpoints),
          )
        : output(endpointUrl),
    isKeyAuthenticationOff: output(properties.disableLocalAuth).apply((isOff) => isOff === true),
    missingIpRules: rules.apply(({ given, found }) =>
      missingIpRules(allowlist, {
        ipRules: given.ipRules ?? found?.ipRules?.map(({ value }) => value) ?? [],
        // Azure leaves the rules out of an account that has none, and lets everybody in.
        defaultAction: given.defaultAction ?? actionOf(given.ipRules, found?.defaultAction),
      }),
    ),
    before: [],
  };
}

function actionOf(given: readonly string[] | undefined, found: string | undefined) {
  if (found === undefined) return given === undefined ? "Allow" : "Deny";
  return found === "Deny" ? "Deny" : "Allow";
}
