package main

# A plan with one integration, as its configuration has the vendor's block.
configured_as(vendor, expression) := plan_with({
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
})

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
	deny == {stored} with input as changing([change_of({}, {"azure_openai": {"embedding_model": {"api_key": true}}}, ["update"])])
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

# A plan in which an integration is in the root or in a module, with everything that a key may come from.
plan_from(vendor, after, after_unknown, references) := plan_with({
	"resource_changes": [
		change_of({vendor: after}, {vendor: after_unknown}, ["create"]),
		{
			"address": "azurerm_cognitive_account.ai",
			"type": "azurerm_cognitive_account",
			"mode": "managed",
			"change": {
				"actions": ["create"],
				"after": {"name": "contoso"},
				"after_unknown": {"endpoint": true, "primary_access_key": true, "custom": true},
				"after_sensitive": {"custom": true},
			},
		},
	],
	"planned_values": {"root_module": {"resources": [{
		"address": "azurerm_cognitive_account.ai",
		"values": {"name": "contoso"},
	}]}},
	"prior_state": {"values": {"root_module": {
		"resources": [{"address": "data.http.key[0]", "values": {"body": "sk-data", "host": "contoso.openai.azure.com"}}],
		"child_modules": [{"resources": [{"address": "module.ai[0].data.http.key", "values": {"body": "sk-data"}}]}],
	}}},
	"variables": {
		"plain": {"value": "sk-plain"},
		"keys": {"value": {"openai": "sk-object", "deployment": "gpt-41"}},
		"name": {"value": "Contoso"},
		"deployment": {"value": "gpt-41"},
		"version": {"value": 2},
		"null": {"value": null},
	},
	"configuration": {"root_module": {
		"resources": [{
			"address": "sigma_external_ai_integration.ai",
			"mode": "managed",
			"type": "sigma_external_ai_integration",
			"expressions": {vendor: references},
			"for_each_expression": {"references": ["var.keys"]},
		}],
		"variables": {"plain": {}, "keys": {}, "name": {}, "deployment": {}, "version": {}, "null": {}, "ephemeral": {}},
	}},
})

azure_after := {
	"endpoint_url": "https://contoso.openai.azure.com",
	"api_key": null,
	"language_model": {"deployment_id": "gpt-41"},
}

of_ai(fault) := sprintf("sigma_external_ai_integration.ai: %s", [fault])

test_keys_of_azure_that_are_stored if {
	cases := {
		"var.plain is stored in the plan; declare it with ephemeral = true": ["var.plain"],
		"var.keys.openai is stored in the plan; declare it with ephemeral = true": ["var.keys.openai", "var.keys"],
		"var.keys[\"openai\"] is stored in the plan; declare it with ephemeral = true": ["var.keys[\"openai\"]", "var.keys"],
		"var.keys is stored in the plan; declare it with ephemeral = true": ["var.keys", "each.key", "var.ephemeral"],
		"azurerm_cognitive_account.ai.primary_access_key is stored in the state; use an ephemeral resource": ["azurerm_cognitive_account.ai.primary_access_key", "azurerm_cognitive_account.ai"],
		"azurerm_cognitive_account.ai.custom is stored in the state; use an ephemeral resource": ["azurerm_cognitive_account.ai.custom", "azurerm_cognitive_account.ai"],
		"data.http.key[0].body is stored in the state; use an ephemeral resource": ["data.http.key[0].body", "data.http.key[0]", "data.http.key"],
		"data.azurerm_cognitive_account.ai.primary_access_key is stored in the state; use an ephemeral resource": ["data.azurerm_cognitive_account.ai.primary_access_key", "data.azurerm_cognitive_account.ai"],
		"nothing in it is ephemeral, so the plan stores its key": ["each.value", "each.key", "var.name"],
	}
	every fault, references in cases {
		deny == {of_ai(concat("", ["azure_openai: ", fault]))} with input as plan_from("azure_openai", azure_after, {"endpoint_url": true}, {"references": references})
			with data.sigma as {}
	}
}

test_keys_of_one_key_that_are_stored if {
	cases := {
		"var.plain is stored in the plan; declare it with ephemeral = true": {"references": ["var.plain"]},
		"var.keys.openai is stored in the plan; declare it with ephemeral = true": {"references": ["var.keys.openai", "var.keys"]},
		"random_password.key.result is stored in the state; use an ephemeral resource": {"references": ["random_password.key.result", "random_password.key"]},
		"terraform_data.key.output is stored in the state; use an ephemeral resource": {"references": ["terraform_data.key.output", "terraform_data.key"]},
		"nothing in it is ephemeral, so the plan stores its key": {},
	}
	every fault, expression in cases {
		deny == {of_ai(concat("", ["openai: ", fault]))} with input as plan_from("openai", {"api_key": null, "api_key_wo_version": 2}, {}, expression)
			with data.sigma as {}
	}
	deny == {of_ai("openai: nothing in it is ephemeral, so the plan stores its key")} with input as plan_from("openai", {"api_key": null}, {}, {"references": ["each.value"]})
		with data.sigma as {}
}

test_what_stands_beside_a_key if {
	quiet := [
		["var.ephemeral", "var.name", "var.deployment", "var.version", "var.null"],
		["var.ephemeral", "var.keys.deployment", "var.keys"],
		["var.ephemeral", "azurerm_cognitive_account.ai.name", "azurerm_cognitive_account.ai"],
		["var.ephemeral", "data.http.key[0].host", "data.http.key[0]", "data.http.key"],
		["ephemeral.vault_secret.key.value", "ephemeral.vault_secret.key", "each.key", "count.index"],
	]
	every references in quiet {
		plan := plan_from("azure_openai", azure_after, {}, {"references": references})
		deny == set() with input as plan with data.sigma as {}
		warn == set() with input as plan with data.sigma as {}
	}
}

test_what_cannot_be_followed if {
	cases := {
		"local.key": ["local.key"],
		"each.value": ["each.value", "var.ephemeral"],
		"module.azure.integration": ["module.azure.integration", "module.azure"],
		"azurerm_cognitive_account.ai.endpoint": ["azurerm_cognitive_account.ai.endpoint", "azurerm_cognitive_account.ai", "var.ephemeral"],
	}
	every name, references in cases {
		plan := plan_from("azure_openai", azure_after, {"endpoint_url": true}, {"references": references})
		deny == set() with input as plan with data.sigma as {}
		warn == {of_ai(sprintf("azure_openai: whether %s holds a key cannot be told from the plan", [name]))} with input as plan
			with data.sigma as {}
	}
}

test_what_other_instances_hold if {
	after := {"endpoint_url": "https://fabrikam.openai.azure.com", "api_key": null}
	plan := plan_from("azure_openai", azure_after, {}, {"references": ["var.endpoints", "each.key", "var.ephemeral"]})
	first := object.union(plan.resource_changes[0], {"address": "sigma_external_ai_integration.ai[\"a\"]"})
	second := object.union(first, {"address": "sigma_external_ai_integration.ai[\"b\"]", "change": {"after": {"azure_openai": after}}})
	endpoints := {"a": "https://contoso.openai.azure.com", "b": "https://fabrikam.openai.azure.com"}
	deny == set() with input as object.union(plan, {"resource_changes": [first, second], "variables": {"endpoints": {"value": endpoints}}})
		with data.sigma as {}
}

# The integration in a module that is called in a module, with the input k of both.
plan_through(outer, inner, variables) := object.union(
	plan_with({"variables": {"plain": {"value": "sk-plain"}}}),
	{"configuration": {"root_module": {
		"variables": {"plain": {}, "ephemeral": {}},
		"module_calls": {"ai": {"expressions": outer, "module": {
			"variables": {"k": {}},
			"module_calls": {"inner": {"expressions": inner, "module": {
				"variables": variables,
				"resources": [{
					"address": "sigma_external_ai_integration.ai",
					"mode": "managed",
					"type": "sigma_external_ai_integration",
					"expressions": {"openai": {"references": ["var.k"]}},
				}],
			}}},
		}}},
	}}},
)

test_keys_through_the_inputs_of_modules if {
	through := {"k": {"references": ["var.k"]}}
	cases := {
		"module.ai.var.k is written in the configuration": [{"k": {"constant_value": "sk-text"}}, through, {"k": {}}],
		"module.ai.module.inner.var.k is written in the configuration": [{}, {"k": {"constant_value": "sk-text"}}, {"k": {}}],
		"module.ai.module.inner.var.k is written in the configuration ": [{}, {}, {"k": {"default": "sk-text"}}],
		"module.ai.var.k is written in the configuration  ": [{"k": {}}, through, {"k": {}}],
		"var.plain is stored in the plan; declare it with ephemeral = true": [{"k": {"references": ["var.plain"]}}, through, {"k": {}}],
		"module.ai.data.http.key.body is stored in the state; use an ephemeral resource": [{}, {"k": {"references": ["data.http.key.body", "data.http.key"]}}, {"k": {}}],
	}
	every fault, input_ in cases {
		message := concat("", ["module.ai.module.inner.sigma_external_ai_integration.ai: openai: ", trim_space(fault)])
		deny == {message} with input as plan_through(input_[0], input_[1], input_[2]) with data.sigma as {}
	}
}

test_an_ephemeral_key_through_the_inputs_of_modules if {
	through := {"k": {"references": ["var.k"]}}
	every reference in ["var.ephemeral", "ephemeral.vault_secret.key.value"] {
		deny == set() with input as plan_through({"k": {"references": [reference]}}, through, {"k": {}})
			with data.sigma as {}
	}
	warn == {"module.ai.module.inner.sigma_external_ai_integration.ai: openai: whether local.key holds a key cannot be told from the plan"} with input as plan_through({"k": {"references": ["local.key"]}}, through, {"k": {}})
		with data.sigma as {}
}

test_a_key_of_a_data_source if {
	references := ["data.azurerm_key_vault_secret.key.value", "data.azurerm_key_vault_secret.key"]
	deny == {"sigma_external_ai_integration.ai: gemini: data.azurerm_key_vault_secret.key.value is stored in the state; use an ephemeral resource"} with input as configured_as("gemini", {"references": references})
		with data.sigma as {}
}

test_a_key_inside_a_module if {
	module := configured_as("openai", {"constant_value": {"api_key_wo": "a key"}}).configuration.root_module
	plan := plan_with({"configuration": {"root_module": {"module_calls": {"ai": {"module": {"module_calls": {"inner": {"module": module}}}}}}}})
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
