terraform {
  required_version = ">= 1.11"
  required_providers {
    sigma = { source = "sigma-iac/sigma" }
  }

  # The storage account's own login is the pipeline's: no key of it is stored anywhere.
  backend "azurerm" {
    storage_account_name = "contosostate"
    container_name       = "state"
    key                  = "sigma-ai.tfstate"
    use_azuread_auth     = true
  }
}

variable "azure_key" {
  type      = string
  sensitive = true
  ephemeral = true # else Terraform itself stores it in plan files
}

resource "sigma_external_ai_integration" "ai" {
  azure_openai = {
    endpoint_url       = "https://contoso.openai.azure.com"
    api_key_wo         = var.azure_key
    api_key_wo_version = 1 # raise it with each new key: the plan of a pull request has no key to compare
    language_model     = { deployment_id = "gpt-41" }
    embedding_model    = { deployment_id = "embed" }
  }
}
