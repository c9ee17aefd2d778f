data "azapi_client_config" "current" {}

locals {
  api = "2025-06-01"

  subscription   = "/subscriptions/${data.azapi_client_config.current.subscription_id}"
  resource_group = "${local.subscription}/resourceGroups/${var.resource_group_name}"
  suffix         = coalesce(var.suffix, substr(sha1(local.resource_group), 0, 6))

  existing      = var.account != null
  account_id    = local.existing ? data.azapi_resource.account[0].id : azapi_resource.account[0].id
  account_name  = local.existing ? var.account.name : "${var.name}-${local.suffix}"
  account_group = try(coalesce(var.account.resource_group_name), var.resource_group_name)

  # azapi 1 gives the output of a data source as JSON, later versions as an object.
  found    = try(jsondecode(data.azapi_resource.account[0].output), data.azapi_resource.account[0].output, null)
  classic  = try(local.found.properties.endpoints["OpenAI Language Model Instance API"], null)
  endpoint = trimsuffix(coalesce(local.classic, "https://${local.account_name}.openai.azure.com"), "/")

  acls    = try(local.found.properties.networkAcls, null)
  is_open = local.existing && try(local.acls.defaultAction, "Allow") != "Deny"
  rules = local.existing ? [
    for rule in try(local.acls.ipRules, []) : strcontains(rule.value, "/") ? rule.value : "${rule.value}/32"
  ] : [for address in local.allowlist : strcontains(address, "/") ? address : "${address}/32"]

  # Azure refuses /31 and /32, and answers rules in the order in which they were sent: always the same one.
  allowlist = sort(distinct(flatten([
    for address in concat(var.sigma_addresses, var.extra_addresses) :
    !strcontains(address, "/") ? [address] :
    endswith(address, "/32") ? [cidrhost(address, 0)] :
    endswith(address, "/31") ? [cidrhost(address, 0), cidrhost(address, 1)] :
    ["${cidrhost(address, 0)}/${split("/", address)[1]}"]
  ])))

  standard = { global = "GlobalStandard", dataZone = "DataZoneStandard", regional = "Standard" }
  provisioned = {
    global   = "GlobalProvisionedManaged"
    dataZone = "DataZoneProvisionedManaged"
    regional = "ProvisionedManaged"
  }
  standard_sku = local.standard[var.data_residency]
  language_sku = var.throughput == "provisioned" ? local.provisioned[var.data_residency] : local.standard_sku
}

resource "azapi_resource" "account" {
  count = local.existing ? 0 : 1

  type      = "Microsoft.CognitiveServices/accounts@${local.api}"
  name      = local.account_name
  parent_id = local.resource_group
  location  = var.location
  tags      = var.tags

  body = {
    kind = var.kind
    sku  = { name = "S0" }
    properties = merge(
      {
        customSubDomainName = local.account_name
        # Sigma authenticates with a key, and comes over the internet.
        disableLocalAuth    = false
        publicNetworkAccess = "Enabled"
        networkAcls = {
          defaultAction = "Deny"
          bypass        = "None"
          ipRules       = [for address in local.allowlist : { value = address }]
        }
      },
      var.project == null ? {} : { allowProjectManagement = true },
    )
  }

  dynamic "identity" {
    for_each = var.project == null ? [] : [0]
    content {
      type = "SystemAssigned"
    }
  }

  # The schemas inside azapi 1.15 end before this version of the API.
  schema_validation_enabled = false

  lifecycle {
    precondition {
      condition     = length(local.allowlist) <= 100
      error_message = "sigma_addresses, extra_addresses: Azure takes at most 100 rules; these are ${length(local.allowlist)}."
    }
  }
}

data "azapi_resource" "account" {
  count = local.existing ? 1 : 0

  type                   = "Microsoft.CognitiveServices/accounts@${local.api}"
  name                   = var.account.name
  parent_id              = "${local.subscription}/resourceGroups/${local.account_group}"
  response_export_values = ["properties.endpoints", "properties.networkAcls"]
}

resource "azapi_resource" "project" {
  count = var.project == null ? 0 : 1

  type      = "Microsoft.CognitiveServices/accounts/projects@${local.api}"
  name      = var.project
  parent_id = local.account_id
  location  = var.location
  body      = { properties = {} }

  identity {
    type = "SystemAssigned"
  }

  locks                     = [local.account_id]
  schema_validation_enabled = false
}

# One after the other: Azure refuses a second write below an account while another is under way.
resource "azapi_resource" "language" {
  type      = "Microsoft.CognitiveServices/accounts/deployments@${local.api}"
  name      = coalesce(var.language_model.deployment_name, var.language_model.name)
  parent_id = local.account_id
  tags      = var.tags

  # Always sent whole: what is left out, Azure fills in, and shows as a change later.
  body = {
    sku = { name = local.language_sku, capacity = coalesce(var.language_model.capacity, 100) }
    properties = {
      model                = { format = "OpenAI", name = var.language_model.name, version = var.language_model.version }
      versionUpgradeOption = var.version_upgrade_option
    }
  }

  locks                     = [local.account_id]
  schema_validation_enabled = false
  depends_on                = [azapi_resource.project]
}

resource "azapi_resource" "embedding" {
  type      = "Microsoft.CognitiveServices/accounts/deployments@${local.api}"
  name      = coalesce(var.embedding_model.deployment_name, var.embedding_model.name)
  parent_id = local.account_id
  tags      = var.tags

  body = {
    sku = { name = local.standard_sku, capacity = var.embedding_model.capacity }
    properties = {
      model                = { format = "OpenAI", name = var.embedding_model.name, version = var.embedding_model.version }
      versionUpgradeOption = var.version_upgrade_option
    }
  }

  locks                     = [local.account_id]
  schema_validation_enabled = false
  depends_on                = [azapi_resource.language]
}

# The answer stands in the state, in plain text: hence only the one key that Sigma is given. From azapi 2 on an ephemeral
# resource of the same name leaves nothing behind; see ../../../azure-existing for how its value is handed over.
data "azapi_resource_action" "keys" {
  count = var.key == null ? 0 : 1

  type                   = "Microsoft.CognitiveServices/accounts@${local.api}"
  resource_id            = local.account_id
  action                 = "listKeys"
  response_export_values = ["key${var.key}"]
  depends_on             = [azapi_resource.embedding]
}
