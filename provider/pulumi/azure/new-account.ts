import { interpolate, output, type Input, type Resource } from "@pulumi/pulumi";
import type { NewAccount, NewProject } from "../../azure/account.ts";
import { endpointOf } from "../../azure/endpoint.ts";
import { SUFFIX } from "../../azure/names.ts";
import type { AccountSource } from "./account-source.ts";
import type { AzureOpenAiForSigmaArgs } from "./args.ts";
import { cognitiveServices, random } from "./packages.ts";

/** Makes an account with a name that nobody else has, and a Foundry project in it where one is wanted. */
export function makeAccount(
  name: string,
  { namePrefix, ...body }: NewAccount,
  project: NewProject | undefined,
  { resourceGroupName, location = "", tags }: AzureOpenAiForSigmaArgs,
  parent: Resource,
): AccountSource {
  const { RandomString } = random();
  const { Account } = cognitiveServices();
  // Azure keeps the subdomain of a deleted account for 48 hours: one that moves gets another.
  const keepers = { resourceGroupName: spelled(resourceGroupName), location: spelled(location) };
  const suffix = new RandomString(`${name}-suffix`, { ...SUFFIX, keepers }, { parent });
  const accountName = interpolate`${namePrefix}${suffix.result}`;
  const account = new Account(
    `${name}-account`,
    {
      ...body,
      accountName,
      resourceGroupName,
      location,
      ...(tags === undefined ? {} : { tags }),
      properties: { ...body.properties, customSubDomainName: accountName },
    },
    { parent },
  );
  const projects =
    project === undefined
      ? []
      : [
          makeProject(
            name,
            project,
            { account: account.name, resourceGroupName, location },
            parent,
          ),
        ];
  return {
    name: account.name,
    resourceGroupName,
    endpointUrl: output([account.name, account.properties.endpoints] as const).apply(
      ([subdomain, endpoints]) => endpointOf(subdomain, endpoints),
    ),
    isKeyAuthenticationOff: output(account.properties.disableLocalAuth).apply(
      (isOff) => isOff === true,
    ),
    missingIpRules: output([]),
    before: [account, ...projects],
  };
}

interface Place {
  account: Input<string>;
  resourceGroupName: Input<string>;
  location: Input<string>;
}

function makeProject(
  name: string,
  { name: projectName, identity }: NewProject,
  { account, ...place }: Place,
  parent: Resource,
): Resource {
  const { Project } = cognitiveServices();
  return new Project(
    `${name}-project`,
    { ...place, accountName: account, projectName, identity, properties: {} },
    { parent },
  );
}

/** Azure writes a region in two ways, and takes names of resource groups in any case. */
function spelled(text: Input<string>) {
  return output(text).apply((value) => value.toLowerCase().replaceAll(" ", ""));
}
