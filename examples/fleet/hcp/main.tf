# The workspaces of the fleet at HCP Terraform or Terraform Enterprise, which are hosted services: one for each shard.
terraform {
  required_version = ">= 1.11"
  required_providers {
    tfe = { source = "hashicorp/tfe" }
  }
}

variable "shards" {
  description = "More than credentials, from the start: to change their number moves organizations between states."
  type        = number
  default     = 8
}

variable "repository" {
  description = "Where the fleet is, such as contoso/sigma-ai."
  type        = string
}

variable "oauth_token_id" {
  description = "HCP Terraform's connection to the repository."
  type        = string
}

data "tfe_project" "sigma_ai" {
  organization = "contoso"
  name         = "sigma-ai"
}

resource "tfe_workspace" "shard" {
  for_each = toset([for index in range(var.shards) : "sigma-ai-shard-${index + 1}-of-${var.shards}"])

  name              = each.key
  organization      = "contoso"
  project_id        = data.tfe_project.sigma_ai.id
  tag_names         = ["sigma-fleet"]
  working_directory = "examples/fleet/terraform"
  trigger_patterns  = ["examples/fleet/**/*"]

  # A speculative plan would run a pull request's code with the credentials before anybody has approved it.
  speculative_enabled = false

  # Health assessments look for drift once a day; they come with the paid editions.
  assessments_enabled = true

  vcs_repo {
    identifier     = var.repository
    oauth_token_id = var.oauth_token_id
  }
}

# SIGMA_BASE_URL, SIGMA_CLIENT_ID, SIGMA_CLIENT_SECRET and TF_VAR_keys are sensitive variables of a variable set that somebody
# fills in by hand: values that are given here would be in this state.
resource "tfe_variable_set" "credentials" {
  name         = "sigma-ai"
  organization = "contoso"
}

resource "tfe_workspace_variable_set" "shard" {
  for_each = tfe_workspace.shard

  workspace_id    = each.value.id
  variable_set_id = tfe_variable_set.credentials.id
}
