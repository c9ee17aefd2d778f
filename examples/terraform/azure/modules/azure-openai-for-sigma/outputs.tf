locals {
  keys = var.key == null ? null : try(
    jsondecode(data.azapi_resource_action.keys[0].output),
    data.azapi_resource_action.keys[0].output,
  )
  missing = local.is_open ? [] : [
    for address in local.allowlist : address if !anytrue([
      # A rule covers what is the same network once cut to the rule's own length.
      for rule in local.rules :
      cidrhost("${split("/", address)[0]}/${split("/", rule)[1]}", 0) == cidrhost(rule, 0)
      && tonumber(split("/", rule)[1]) <= tonumber(try(split("/", address)[1], "32"))
    ])
  ]
}

output "integration" {
  description = "The block azure_openai of sigma_external_ai_integration. The key is write-only, so that the integration does not put it into the state a second time."
  value = {
    endpoint_url    = local.endpoint
    api_key_wo      = var.key == null ? null : sensitive(local.keys["key${var.key}"])
    language_model  = { deployment_id = azapi_resource.language.name }
    embedding_model = { deployment_id = azapi_resource.embedding.name }
    validation_wait = var.validation_wait
  }
}

output "account_name" {
  description = "The name of the account, which is its subdomain too where the account is a new one."
  value       = local.account_name
}

output "account_id" {
  description = "The account's resource ID."
  value       = local.account_id
}

output "endpoint_url" {
  description = "Where Sigma reaches the models."
  value       = local.endpoint
}

output "missing_ip_rules" {
  description = "Addresses that an existing account does not let in yet. Its owner adds them; see missing_ip_rules_command."
  value       = local.missing
}

output "missing_ip_rules_command" {
  description = "What the account's owner runs to let the missing addresses in; empty if there are none."
  value = join(" && ", [
    for address in local.missing :
    "az cognitiveservices account network-rule add --resource-group ${local.account_group} --name ${local.account_name} --ip-address ${address}"
  ])
}
