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

# An explicit list: a tenant that is new is reviewed like any other change.
variable "tenants" {
  type    = set(string)
  default = ["org-acme-emea", "org-acme-apac"]
}

resource "sigma_external_ai_integration" "tenant" {
  for_each = var.tenants

  tenant = each.key
  openai = {
    api_key_wo = var.openai_key
  }
}

data "sigma_tenants" "all" {}

output "tenants_without_ai" {
  value = setsubtract(data.sigma_tenants.all.tenants[*].organization_id, var.tenants)
}
