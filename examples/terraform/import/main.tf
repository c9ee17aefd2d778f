terraform {
  required_version = ">= 1.11"
  required_providers {
    sigma = { source = "sigma-iac/sigma" }
  }
}

variable "openai_key" {
  type      = string
  sensitive = true
  ephemeral = true
}

# The id is the organization's, or a tenant's.
import {
  to = sigma_external_ai_integration.ai
  id = "org-acme"
}

resource "sigma_external_ai_integration" "ai" {
  openai = {
    api_key_wo = var.openai_key
    # An imported key has version 1. Without this line the first apply saves the key once.
    api_key_wo_version = 1
  }
}
