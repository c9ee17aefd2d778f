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
  # The workspace says which part this is: shard-2-of-8. "default" is all, and any other name is none.
  shard = [for each in terraform.workspace == "default" ? ["1", "1"] : try(
    regex("(?:^|-)shard-([1-9]\\d*)-of-([1-9]\\d*)$", terraform.workspace), ["0", "0"]
  ) : tonumber(each)]

  # As `sigma-external-ai status --shard 2/8` divides them: only the id decides, so a new organization moves no other one.
  organizations = {
    for each in jsondecode(file("${path.module}/../organizations.json")) : each.id => each
    if parseint(substr(sha256(each.id), 0, 8), 16) % max(local.shard[1], 1) == local.shard[0] - 1
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

  precondition {
    condition     = local.shard[0] >= 1 && local.shard[0] <= local.shard[1]
    error_message = "The workspace ${terraform.workspace} names no shard. Its name is to end as shard-2-of-8 does, or be default, for all."
  }
}

output "organizations" {
  value = { for id, each in module.organization : id => each.status }
}
