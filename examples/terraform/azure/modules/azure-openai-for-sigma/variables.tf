variable "name" {
  description = "Base of the account's name and subdomain; \"-\" and the suffix follow."
  type        = string
  default     = "sigma-ai"

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9-]{0,54}$", var.name))
    error_message = "name: 1 to 55 lower-case letters, digits and \"-\", not \"-\" first."
  }
}

variable "suffix" {
  description = "Makes the subdomain unique in all of Azure. Default: derived from the subscription and the resource group, so that it stays the same. Give another one after a destroy: for 48 hours Azure keeps the name of a deleted account."
  type        = string
  default     = null

  validation {
    condition     = var.suffix == null || can(regex("^[a-z0-9]{1,8}$", var.suffix))
    error_message = "suffix: 1 to 8 lower-case letters and digits."
  }
}

variable "resource_group_name" {
  description = "The resource group; it exists already."
  type        = string
}

variable "location" {
  description = "The Azure region of a new account, such as eastus2."
  type        = string
  default     = null

  validation {
    condition     = var.account != null || var.location != null
    error_message = "location: give the region of the new account, or the account that exists."
  }
}

variable "account" {
  description = "An account that exists already. Deployments are added to it; its network rules are never written, see the output missing_ip_rules."
  type = object({
    name                = string
    resource_group_name = optional(string)
  })
  default = null
}

variable "kind" {
  description = "The kind of a new account: OpenAI, or AIServices (Foundry)."
  type        = string
  default     = "OpenAI"

  validation {
    condition     = contains(["OpenAI", "AIServices"], var.kind)
    error_message = "kind: \"OpenAI\" or \"AIServices\"."
  }
}

variable "project" {
  description = "The name of a Foundry project to make in a new account of the kind AIServices."
  type        = string
  default     = null

  validation {
    condition     = var.project == null || can(regex("^[a-zA-Z0-9][a-zA-Z0-9_.-]{1,63}$", var.project))
    error_message = "project: 2 to 64 letters, digits, \"_\", \".\" and \"-\", beginning with a letter or digit."
  }

  validation {
    condition     = var.project == null || (var.kind == "AIServices" && var.account == null)
    error_message = "project: only with kind = \"AIServices\" and a new account."
  }
}

variable "data_residency" {
  description = "Where prompts may be processed: global, dataZone (the region's zone, such as the EU), or regional. It decides the SKU of the deployments."
  type        = string

  validation {
    condition     = contains(["global", "dataZone", "regional"], var.data_residency)
    error_message = "data_residency: \"global\", \"dataZone\" or \"regional\"."
  }
}

variable "language_model" {
  description = "The language model, gpt-4.1 or later, name and version together. capacity: thousands of tokens a minute, by default 100; with provisioned throughput, units, without a default."
  type = object({
    name            = string
    version         = string
    deployment_name = optional(string)
    capacity        = optional(number)
  })

  validation {
    condition     = can(regex("^[a-zA-Z0-9_.-]{2,64}$", coalesce(var.language_model.deployment_name, var.language_model.name)))
    error_message = "language_model.deployment_name: 2 to 64 letters, digits, \"_\", \".\" and \"-\"."
  }

  validation {
    condition     = try(var.language_model.capacity >= 1 && floor(var.language_model.capacity) == var.language_model.capacity, true)
    error_message = "language_model.capacity: a whole number, 1 or more."
  }

  validation {
    condition     = var.language_model.capacity != null || var.throughput == "standard"
    error_message = "language_model.capacity: give the number of provisioned units."
  }
}

variable "embedding_model" {
  description = "The embedding model, text-embedding-3-small, name and version together. capacity: thousands of tokens a minute."
  type = object({
    name            = string
    version         = string
    deployment_name = optional(string)
    capacity        = optional(number, 100)
  })

  validation {
    condition     = var.embedding_model.name == "text-embedding-3-small"
    error_message = "embedding_model.name: Sigma needs \"text-embedding-3-small\"."
  }

  validation {
    condition     = can(regex("^[a-zA-Z0-9_.-]{2,64}$", coalesce(var.embedding_model.deployment_name, var.embedding_model.name)))
    error_message = "embedding_model.deployment_name: 2 to 64 letters, digits, \"_\", \".\" and \"-\"."
  }

  validation {
    condition     = coalesce(var.embedding_model.deployment_name, var.embedding_model.name) != coalesce(var.language_model.deployment_name, var.language_model.name)
    error_message = "embedding_model.deployment_name: the language model's deployment has that name."
  }

  validation {
    condition     = var.embedding_model.capacity >= 1 && floor(var.embedding_model.capacity) == var.embedding_model.capacity
    error_message = "embedding_model.capacity: a whole number, 1 or more."
  }
}

variable "throughput" {
  description = "standard (billed by token), or provisioned for the language model (billed by the hour)."
  type        = string
  default     = "standard"

  validation {
    condition     = contains(["standard", "provisioned"], var.throughput)
    error_message = "throughput: \"standard\" or \"provisioned\"."
  }

  validation {
    condition     = var.throughput == "standard" || var.accept_provisioned_billing
    error_message = "throughput: provisioned units are billed by the hour, used or not, even while a deleted account waits for its purge. Set accept_provisioned_billing = true."
  }
}

variable "accept_provisioned_billing" {
  description = "Says that the bill of provisioned throughput is wanted."
  type        = bool
  default     = false
}

variable "sigma_addresses" {
  description = "Sigma's egress addresses as its page shows them: IPv4 addresses or CIDR ranges."
  type        = list(string)

  validation {
    condition     = length(var.sigma_addresses) > 0
    error_message = "sigma_addresses: without Sigma's addresses Azure keeps Sigma out. Sigma's page shows them."
  }

  validation {
    condition     = alltrue([for address in var.sigma_addresses : can(cidrnetmask(strcontains(address, "/") ? address : "${address}/32"))])
    error_message = "sigma_addresses: IPv4 addresses such as 203.0.113.10, or ranges such as 203.0.113.0/24."
  }

  validation {
    condition     = !anytrue([for address in var.sigma_addresses : can(regex("^(0|10|127)\\.|^169\\.254\\.|^192\\.168\\.|^172\\.(1[6-9]|2\\d|3[01])\\.|^100\\.(6[4-9]|[7-9]\\d|1[01]\\d|12[0-7])\\.|^(22[4-9]|2[3-5]\\d)\\.", address))])
    error_message = "sigma_addresses: public addresses only; Azure refuses private ranges."
  }
}

variable "extra_addresses" {
  description = "Further addresses to let in: the operator's, a pipeline's. Without them also the portal and this machine are kept out of the models."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for address in var.extra_addresses : can(cidrnetmask(strcontains(address, "/") ? address : "${address}/32"))])
    error_message = "extra_addresses: IPv4 addresses such as 203.0.113.10, or ranges such as 203.0.113.0/24."
  }

  validation {
    condition     = !anytrue([for address in var.extra_addresses : can(regex("^(0|10|127)\\.|^169\\.254\\.|^192\\.168\\.|^172\\.(1[6-9]|2\\d|3[01])\\.|^100\\.(6[4-9]|[7-9]\\d|1[01]\\d|12[0-7])\\.|^(22[4-9]|2[3-5]\\d)\\.", address))])
    error_message = "extra_addresses: public addresses only; Azure refuses private ranges."
  }
}

variable "key" {
  description = "Which of the account's two keys Sigma is given: 1 or 2. It then stands in the state, as output of the action listKeys. null: no key is asked for, and api_key_wo is to be added to the output integration."
  type        = number
  default     = 1

  validation {
    condition     = var.key == null || contains([1, 2], coalesce(var.key, 1))
    error_message = "key: 1, 2 or null."
  }
}

variable "version_upgrade_option" {
  description = "When Azure may move the deployments to a newer version of their models."
  type        = string
  default     = "OnceCurrentVersionExpired"

  validation {
    condition     = contains(["OnceCurrentVersionExpired", "OnceNewDefaultVersionAvailable", "NoAutoUpgrade"], var.version_upgrade_option)
    error_message = "version_upgrade_option: \"OnceCurrentVersionExpired\", \"OnceNewDefaultVersionAvailable\" or \"NoAutoUpgrade\"."
  }
}

variable "validation_wait" {
  description = "How long a save that Sigma refuses is tried again: new deployments and rules take minutes to work."
  type        = string
  default     = "10m"
}

variable "tags" {
  description = "Tags of a new account and of the deployments."
  type        = map(string)
  default     = {}
}
