terraform {
  required_version = ">= 1.11"
  required_providers {
    sigma = { source = "sigma-iac/sigma" }
  }
}

variable "anthropic_key" {
  type      = string
  sensitive = true
  ephemeral = true
}

resource "sigma_external_ai_integration" "ai" {
  anthropic = {
    api_key_wo = var.anthropic_key
    # Where a version is given, only the version decides: for a key that differs at every run.
    api_key_wo_version = 1
  }

  timeouts {
    create = "10m"
    update = "10m"
  }
}
