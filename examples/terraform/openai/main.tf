terraform {
  required_version = ">= 1.11"
  required_providers {
    sigma = { source = "sigma-iac/sigma" }
  }
}

variable "openai_key" {
  type      = string
  sensitive = true
  ephemeral = true # else Terraform itself stores it in plan files
}

resource "sigma_external_ai_integration" "ai" {
  openai = {
    api_key_wo = var.openai_key
  }
}

output "organization" {
  value = sigma_external_ai_integration.ai.organization_id
}
