terraform {
  required_version = ">= 1.11"
  required_providers {
    sigma = { source = "sigma-iac/sigma" }
  }
}

variable "gemini_key" {
  type      = string
  sensitive = true
  ephemeral = true
}

resource "sigma_external_ai_integration" "ai" {
  gemini = {
    api_key_wo = var.gemini_key
  }

  # A key that somebody changes on Sigma's page fails the apply, with who and when.
  credential_drift = "stop"
}
