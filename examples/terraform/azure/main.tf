terraform {
  required_version = ">= 1.11"
  required_providers {
    azapi = { source = "Azure/azapi" }
    sigma = { source = "sigma-iac/sigma" }
  }
}

# `az login` and ARM_SUBSCRIPTION_ID, or any other way that azapi knows.
provider "azapi" {}

variable "resource_group_name" {
  description = "A resource group that exists."
  type        = string
  default     = "sigma"
}

variable "location" {
  type    = string
  default = "eastus2"
}

variable "suffix" {
  description = "Another one than the derived suffix, after a destroy less than 48 hours ago."
  type        = string
  default     = null
}

variable "sigma_addresses" {
  description = "Sigma's egress addresses, as its page shows them."
  type        = list(string)
}

variable "key" {
  description = "Which of the account's two keys Sigma is given. To rotate: regenerate the other one, change this, apply."
  type        = number
  default     = 1
}

variable "validation_wait" {
  description = "How long to wait until new deployments and rules work."
  type        = string
  default     = "10m"
}

module "azure" {
  source = "./modules/azure-openai-for-sigma"

  resource_group_name = var.resource_group_name
  location            = var.location
  suffix              = var.suffix
  data_residency      = "global"
  language_model      = { name = "gpt-4.1", version = "2025-04-14" }
  embedding_model     = { name = "text-embedding-3-small", version = "1" }
  sigma_addresses     = var.sigma_addresses
  validation_wait     = var.validation_wait
  key                 = var.key
}

resource "sigma_external_ai_integration" "ai" {
  # The key in it is write-only here, but azapi has put it into the state already: see README.md.
  azure_openai = module.azure.integration
}

output "account_name" {
  value = module.azure.account_name
}
