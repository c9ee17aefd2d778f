import { expect, it } from "@jest/globals";
import { LIBRARIES, stackOf } from "../libraries.ts";
import { FOUNDRY, withShortNames } from "./stacks.ts";

it.each(LIBRARIES)("the construct of %s is written in HCL as Terraform reads it", (_, library) => {
  const made = stackOf(library, (stack) => {
    const tags = { "cost center": "42" };
    return new library.AzureOpenAiForSigma(stack, "azure", { ...FOUNDRY, tags });
  });
  const hcl = withShortNames(String(library.Testing.synthHcl(made)));
  expect(hcl).toContain(`resource "azurerm_cognitive_account" "account" {
name = "sigma-ai-\${random_string.suffix.result}"
custom_subdomain_name = "sigma-ai-\${random_string.suffix.result}"
resource_group_name = "sigma"
location = "eastus2"
kind = "AIServices"
sku_name = "S0"
local_auth_enabled = true
public_network_access_enabled = true
network_acls {
default_action = "Deny"
bypass = "None"
ip_rules = [
"20.40.60.80",
"20.40.60.81",
]
}
project_management_enabled = true
identity {
type = "SystemAssigned"
}
tags = {
"cost center" = "42"
}
}`);
  expect(hcl).toContain(`cognitive_account_id = "\${azurerm_cognitive_account.account.id}"
model {
format = "OpenAI"
name = "gpt-4.1"
version = "2025-04-14"
}
sku {
name = "GlobalStandard"
capacity = 100
}`);
  expect(hcl).toContain(`  azurerm = {
source = "hashicorp/azurerm"
version = ">= 4.55.0, < 6.0.0"
}`);
});
