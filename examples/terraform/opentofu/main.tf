terraform {
  required_version = ">= 1.11"
  required_providers {
    sigma = { source = "sigma-iac/sigma" }
  }
}

variable "azure_key" {
  type      = string
  sensitive = true
  ephemeral = true
}

locals {
  # Any form of an endpoint that people paste, such as the portal's target URI.
  endpoint = provider::sigma::azure_endpoint("https://contoso.openai.azure.com/openai/deployments/gpt-41/chat/completions?api-version=2024-10-21")
}

resource "sigma_external_ai_integration" "ai" {
  azure_openai = {
    endpoint_url    = local.endpoint.origin
    api_key_wo      = var.azure_key
    language_model  = { deployment_id = local.endpoint.deployment }
    embedding_model = { deployment_id = "embed" }
  }
}

data "sigma_external_ai_integration" "now" {
  depends_on = [sigma_external_ai_integration.ai]
}

output "ai_provider" {
  value = data.sigma_external_ai_integration.now.ai_provider
}
