terraform {
  required_providers {
    sigma = { source = "sigma-iac/sigma" }
  }
}

variable "id" {
  description = "The id of the organization at Sigma."
  type        = string
}

variable "own" {
  description = "Whether it is the credentials' own organization, and not a tenant of it."
  type        = bool
  default     = false
}

variable "vendor" {
  type = string
  validation {
    condition     = contains(["openai", "gemini", "anthropic"], var.vendor)
    error_message = "It must be openai, gemini or anthropic."
  }
}

variable "keys" {
  type      = object({ openai = optional(string), gemini = optional(string), anthropic = optional(string) })
  sensitive = true
  ephemeral = true
}

resource "sigma_external_ai_integration" "ai" {
  tenant                   = var.own ? null : var.id
  expected_organization_id = var.id

  openai    = var.vendor == "openai" ? { api_key_wo = var.keys.openai } : null
  gemini    = var.vendor == "gemini" ? { api_key_wo = var.keys.gemini } : null
  anthropic = var.vendor == "anthropic" ? { api_key_wo = var.keys.anthropic } : null
}

output "status" {
  value = sigma_external_ai_integration.ai.status
}
