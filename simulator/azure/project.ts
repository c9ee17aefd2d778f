import { z } from "zod";

import { subdomainOf, type Account } from "./account.ts";
import { identitySchema, tagsSchema, type Identity } from "./account-body.ts";
import { accountId } from "./arm-id.ts";

/** Checks the form of a project. */
export const projectSchema = z.object({
  location: z.string(),
  identity: identitySchema.exactOptional(),
  tags: tagsSchema.default({}),
  properties: z
    .looseObject({
      displayName: z.string().exactOptional(),
      description: z.string().exactOptional(),
    })
    .default({}),
});

/** A Foundry project under an account. */
export interface Project {
  readonly name: string;
  readonly identity: Identity;
  readonly tags: Readonly<Record<string, string>>;
  readonly properties: z.output<typeof projectSchema>["properties"];
}

/** The ID of a project. */
export function projectId(account: Account, name: string): string {
  return `${accountId(account)}/projects/${name}`;
}

/** A project as Azure Resource Manager shows it. */
export function projectView(
  account: Account,
  { name, identity, tags, properties }: Project,
  provisioningState = "Succeeded",
) {
  const subdomain = subdomainOf(account) ?? account.name;
  const [first] = account.projects.values();
  return {
    id: projectId(account, name),
    name: `${account.name}/${name}`,
    type: "Microsoft.CognitiveServices/accounts/projects",
    location: account.location,
    identity,
    tags,
    properties: {
      ...properties,
      isDefault: first?.name === name,
      endpoints: {
        "AI Foundry API": `https://${subdomain}.services.ai.azure.com/api/projects/${name}`,
      },
      provisioningState,
    },
  };
}
