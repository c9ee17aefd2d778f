terraform {
  required_version = ">= 1.11"
  required_providers {
    sigma = { source = "sigma-iac/sigma" }
  }
}

provider "sigma" {
  require_write_only = true
}

variable "keys" {
  description = "The keys at the vendors, by vendor."
  type        = object({ openai = optional(string), gemini = optional(string), anthropic = optional(string) })
  sensitive   = true
  ephemeral   = true
}

locals {
  # The workspace says which part this is: shard-2-of-8. Without one it is all.
  shard = try(regex("shard-(\\d+)-of-(\\d+)$", terraform.workspace), ["1", "1"])

  # As `sigma-external-ai status --shard 2/8` divides them: only the id decides, so a new organization moves no other one.
  organizations = {
    for each in jsondecode(file("${path.module}/../organizations.json")) : each.id => each
    if parseint(substr(sha256(each.id), 0, 8), 16) % tonumber(local.shard[1]) == tonumber(local.shard[0]) - 1
  }
}

module "organization" {
  source   = "./modules/organization"
  for_each = local.organizations

  id     = each.key
  own    = try(each.value.own, false)
  vendor = each.value.vendor
  keys   = var.keys
}

output "shard" {
  value = join("/", local.shard)
}

output "organizations" {
  value = { for id, each in module.organization : id => each.status }
}
