package main

# A plan with one integration, as its configuration has the vendor's block.
configured_as(vendor, expression) := {
	"resource_changes": [change_of({vendor: {"api_key": null}}, {}, ["create"])],
	"variables": {"stored": {"value": "a key"}, "version": {"value": 2}},
	"configuration": {"root_module": {
		"resources": [{
			"address": "sigma_external_ai_integration.ai",
			"mode": "managed",
			"type": "sigma_external_ai_integration",
			"expressions": {vendor: expression},
		}],
		"variables": {"stored": {"sensitive": true}, "version": {}},
	}},
}

test_keys_that_leave_no_trace if {
	quiet := [
		{"references": ["var.ephemeral"]},
		{"references": ["var.ephemeral", "var.version"]},
		{"references": ["ephemeral.azurerm_key_vault_secret.key.value", "ephemeral.azurerm_key_vault_secret.key"]},
	]
	every expression in quiet {
		deny == set() with input as configured_as("openai", expression) with data.sigma as {}
	}
}

test_a_key_that_is_stored if {
	stored := "sigma_external_ai_integration.ai: azure_openai.embedding_model.api_key is stored in the plan and the state; use api_key_wo"
	deny == {stored} with input as plan_of({"azure_openai": {"embedding_model": {"api_key": "a key"}}})
		with data.sigma as {}
	deny == {stored} with input.resource_changes as [change_of({}, {"azure_openai": {"embedding_model": {"api_key": true}}}, ["update"])]
		with data.sigma as {}
}

test_a_key_in_the_configuration if {
	literal := {"constant_value": {"embedding_model": {"api_key_wo": "a key"}}}
	deny == {"sigma_external_ai_integration.ai: azure_openai.embedding_model.api_key_wo is written in the configuration"} with input as configured_as("azure_openai", literal)
		with data.sigma as {}
}

test_a_key_in_a_variable_that_is_stored if {
	deny == {"sigma_external_ai_integration.ai: azure_openai: var.stored is stored in the plan; declare it with ephemeral = true"} with input as configured_as("azure_openai", {"references": ["var.stored"]})
		with data.sigma as {}
}

test_a_variable_for_azure_that_is_no_secret if {
	plan := object.union(configured_as("azure_openai", {"references": ["var.stored"]}), {"configuration": {"root_module": {"variables": {"stored": {"sensitive": false}}}}})
	deny == set() with input as plan with data.sigma as {}
}

test_a_key_of_a_data_source if {
	references := ["data.azurerm_key_vault_secret.key.value", "data.azurerm_key_vault_secret.key"]
	deny == {"sigma_external_ai_integration.ai: gemini: data.azurerm_key_vault_secret.key is stored in the state; use an ephemeral resource"} with input as configured_as("gemini", {"references": references})
		with data.sigma as {}
}

test_a_key_inside_a_module if {
	module := configured_as("openai", {"constant_value": {"api_key_wo": "a key"}}).configuration.root_module
	plan := {"configuration": {"root_module": {"module_calls": {"ai": {"module": {"module_calls": {"inner": {"module": module}}}}}}}}
	deny == {"module.ai.module.inner.sigma_external_ai_integration.ai: openai.api_key_wo is written in the configuration"} with input as plan
		with data.sigma as {}
}

test_an_exception_for_a_key if {
	exception := {
		"rule": "keys-by-reference",
		"address": "sigma_external_ai_integration.ai",
		"reason": "OpenTofu 1.10 knows no write-only values.",
		"until": "2026-11-30",
	}
	plan := plan_of({"openai": {"api_key": "a key"}})
	deny == set() with input as plan
		with data.sigma as {"exceptions": [exception]}
		with data.lib.exceptions.today as "2026-11-30"
	some message in deny with input as plan
		with data.sigma as {"exceptions": [exception]}
		with data.lib.exceptions.today as "2026-12-01"
	endswith(message, `; the exception "OpenTofu 1.10 knows no write-only values." ended on 2026-11-30`)
}
