terraform {
  required_version = ">= 1.11"
  required_providers {
    sigma = { source = "sigma-iac/sigma" }
  }
}

variable "azure_key" {
  type      = string
  sensitive = true
  ephemeral = true # else Terraform itself stores it in plan files
}

resource "sigma_external_ai_integration" "ai" {
  azure_openai = {
    endpoint_url    = "https://contoso.openai.azure.com"
    api_key_wo      = var.azure_key
    language_model  = { deployment_id = "gpt-41" }
    embedding_model = { deployment_id = "embed" }
  }
}
