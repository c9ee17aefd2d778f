import { describe, expect, it } from "@jest/globals";

import { start } from "../support.ts";
import { ACCOUNT, accountBody, azureOf, foundryBody, refusal } from "./support.ts";

const PROJECT = `${ACCOUNT}/projects/sigma`;
const BODY = {
  location: "eastus2",
  identity: { type: "SystemAssigned" },
  properties: { displayName: "Sigma" },
};

describe("a project", () => {
  it("is made, changed, listed and removed", async () => {
    const azure = await azureOf(await start());
    await azure.write("PUT", ACCOUNT, foundryBody());
    expect((await azure.write("PUT", PROJECT, BODY)).status).toBe(201);
    const changed = { ...BODY, properties: { displayName: "Sigma AI" } };
    expect((await azure.write("PUT", PROJECT, changed)).status).toBe(200);
    expect((await azure.write("PUT", `${ACCOUNT}/projects/second`, BODY)).status).toBe(201);

    expect((await azure.call("GET", PROJECT.toUpperCase())).json).toMatchObject({
      id: PROJECT,
      name: "sigma-ai/sigma",
      type: "Microsoft.CognitiveServices/accounts/projects",
      identity: { type: "SystemAssigned", principalId: expect.any(String) },
      properties: {
        displayName: "Sigma AI",
        isDefault: true,
        provisioningState: "Succeeded",
        endpoints: {
          "AI Foundry API": "https://sigma-ai-x1.services.ai.azure.com/api/projects/sigma",
        },
      },
    });
    expect((await azure.call("GET", `${ACCOUNT}/projects`)).json).toMatchObject({
      value: [{ id: PROJECT }, { properties: { isDefault: false } }],
    });
    expect((await azure.write("DELETE", PROJECT)).status).toBe(202);
    expect((await azure.call("DELETE", PROJECT)).status).toBe(204);
    expect(await azure.call("GET", PROJECT)).toMatchObject({
      status: 404,
      json: refusal("ResourceNotFound"),
    });
  });

  it.each<[string, unknown, unknown, string]>([
    ["kind OpenAI", accountBody(), BODY, "only be created under AIServices"],
    ["projects not allowed", accountBody({ kind: "AIServices" }), BODY, "allowProjectManagement"],
    ["no identity", foundryBody(), { location: "eastus2" }, "managed identity"],
  ])("is refused with %s", async (_, account, project, text) => {
    const azure = await azureOf(await start());
    await azure.write("PUT", ACCOUNT, account);
    expect(await azure.call("PUT", PROJECT, project)).toMatchObject({
      status: 400,
      json: refusal("BadRequest", text),
    });
  });
});
