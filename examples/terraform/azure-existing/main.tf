terraform {
  required_version = ">= 1.11"
  required_providers {
    azapi   = { source = "Azure/azapi" }
    azurerm = { source = "hashicorp/azurerm" }
    sigma   = { source = "sigma-iac/sigma" }
  }
}

provider "azapi" {}

provider "azurerm" {
  features {}
}

variable "resource_group_name" {
  type    = string
  default = "sigma"
}

variable "account_name" {
  description = "An Azure OpenAI account that somebody else owns."
  type        = string
}

variable "key_vault_id" {
  description = "The key vault in which its owner puts one of the account's keys."
  type        = string
}

variable "sigma_addresses" {
  description = "Sigma's egress addresses, as its page shows them."
  type        = list(string)
}

variable "validation_wait" {
  description = "How long to wait until new deployments and rules work."
  type        = string
  default     = "10m"
}

module "azure" {
  source = "../azure/modules/azure-openai-for-sigma"

  account             = { name = var.account_name }
  resource_group_name = var.resource_group_name
  data_residency      = "dataZone"
  language_model      = { name = "gpt-4.1", version = "2025-04-14", deployment_name = "sigma-language" }
  embedding_model     = { name = "text-embedding-3-small", version = "1", deployment_name = "sigma-embedding" }
  sigma_addresses     = var.sigma_addresses
  validation_wait     = var.validation_wait
  key                 = null # asked for, it would stand in the state
}

# Ephemeral: Terraform asks for it in every run, and keeps it nowhere.
ephemeral "azurerm_key_vault_secret" "azure_openai" {
  name         = "azure-openai-key"
  key_vault_id = var.key_vault_id
}

resource "sigma_external_ai_integration" "ai" {
  azure_openai = merge(module.azure.integration, {
    api_key_wo = ephemeral.azurerm_key_vault_secret.azure_openai.value
  })
}

output "missing_ip_rules_command" {
  description = "What the account's owner runs to let Sigma in; empty if nothing is missing."
  value       = module.azure.missing_ip_rules_command
}
