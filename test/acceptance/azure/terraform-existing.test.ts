import { expect, it } from "@jest/globals";
import { sweep } from "../../support/sweep.ts";
import { unwrapped } from "../../support/terraform-text.ts";
import { REQUEST } from "../terraform/support/configs.ts";
import type { Arm } from "./support/arm.ts";
import { describeWithAzapi, startAzapiStack } from "./support/azapi.ts";
import {
  ALLOWED,
  deleted,
  digestsOf,
  filesOf,
  integrationOf,
  put,
  writesOf,
} from "./support/chain.ts";
import { startKeyVault } from "./support/key-vault.ts";

const ACCOUNT = "contoso-shared";
const VARIABLES = {
  ...ALLOWED,
  account_name: ACCOUNT,
  key_vault_id: "/subscriptions/S/resourceGroups/G/providers/Microsoft.KeyVault/vaults/contoso",
};
const DEPLOYMENTS = ["/deployments/sigma-language", "/deployments/sigma-embedding"];

await describeWithAzapi("examples/terraform/azure-existing", (engine) => {
  it("adds deployments, tells the account's owner which rules are missing, and records no key", async () => {
    let secret = "";
    await using vault = await startKeyVault(() => secret);
    await using stack = await startAzapiStack(engine, "azure-existing", {
      env: { TF_REATTACH_PROVIDERS: vault.reattach },
    });
    const { arm, simulator } = stack;
    await own(arm, ["198.51.100.0/24", "203.0.113.10"]);
    const keys = await arm.keys(ACCOUNT);
    secret = keys.key1;
    const writes = writesOf(simulator);

    const refused = await stack.apply({ ...VARIABLES, validation_wait: "0s" });
    expect(refused.code).toBe(1);
    expect(unwrapped(refused.output)).toContain("Failed to validate");
    expect(writes()).toEqual([...DEPLOYMENTS.map((path) => put(ACCOUNT, path)), REQUEST.save]);
    const command = await stack.run(["output", "-raw", "missing_ip_rules_command"]);
    expect(command.stdout).toBe(
      "az cognitiveservices account network-rule add --resource-group sigma --name contoso-shared --ip-address 203.0.113.11",
    );

    await own(arm, ["198.51.100.0/24", "203.0.113.8/30"]);
    writes();
    const applied = await stack.apply(VARIABLES);
    expect(applied.output).toContain("1 added, 0 changed, 0 destroyed");
    expect(applied.output).toContain('missing_ip_rules_command = ""');
    expect(writes()).toEqual([REQUEST.save]);
    expect(integrationOf(simulator)).toMatchObject({ keyDigests: digestsOf(keys.key1) });
    const unchanged = await stack.plan(VARIABLES);
    expect(unchanged).toMatchObject({ code: 0 });

    secret = keys.key2;
    const planned = await stack.plan(VARIABLES, "-out=saved");
    expect(planned).toMatchObject({ code: 2 });
    const rotated = await stack.run(["apply", "saved"]);
    expect(rotated.output).toContain("0 added, 1 changed, 0 destroyed");
    expect(integrationOf(simulator)).toMatchObject({ keyDigests: digestsOf(keys.key2) });
    expect(await stack.plan(VARIABLES)).toMatchObject({ code: 0 });

    const runs = [refused, applied, unchanged, planned, rotated];
    const searched = [
      ...(await filesOf(stack.project, "azure-existing")),
      ...runs.map(({ output }, index) => ({ place: `output ${index}`, text: output })),
    ];
    expect(sweep([keys.key1, keys.key2], searched)).toEqual([]);

    writes();
    expect(await stack.destroy(VARIABLES)).toMatchObject({ code: 0 });
    expect(writes()).toEqual([
      REQUEST.remove,
      ...DEPLOYMENTS.toReversed().map((path) => deleted(ACCOUNT, path)),
    ]);
    expect(await arm.keys(ACCOUNT)).toEqual(keys);
  });
});

/** Makes the account, or gives it other rules, as its owner does. */
async function own(arm: Arm, addresses: readonly string[]): Promise<void> {
  const response = await arm.request("PUT", `accounts/${ACCOUNT}`, {
    kind: "OpenAI",
    location: "eastus2",
    sku: { name: "S0" },
    properties: {
      customSubDomainName: ACCOUNT,
      networkAcls: {
        defaultAction: "Deny",
        ipRules: addresses.map((value) => ({ value })),
      },
    },
  });
  expect(response.ok).toBe(true);
}
