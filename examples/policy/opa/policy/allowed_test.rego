package main

settings := {
	"vendors": ["azure_openai", "openai"],
	"organizations": ["org-acme"],
	"hosts": ["contoso*.openai.azure.com", "*.api.cognitive.microsoft.com"],
	"regions": ["eastus2"],
}

plan_of(after) := changing([change_of(after, {}, ["create"])])

change_of(after, after_unknown, actions) := {
	"address": "sigma_external_ai_integration.ai",
	"mode": "managed",
	"type": "sigma_external_ai_integration",
	"change": {"actions": actions, "before": null, "after": after, "after_unknown": after_unknown},
}

openai := {"openai": {"api_key": null, "api_key_wo": null}, "tenant": "org-acme"}

azure(endpoint) := {
	"tenant": "org-acme",
	"azure_openai": {
		"endpoint_url": endpoint,
		"language_model": {"deployment_id": "gpt-41"},
		"embedding_model": {"deployment_id": "embed"},
	},
}

test_what_is_allowed if {
	quiet := [
		openai,
		azure("https://contoso.openai.azure.com"),
		azure("HTTPS://Contoso-EU.openai.azure.com:443/openai"),
		azure("eastus2.api.cognitive.microsoft.com"),
		{"openai": {}, "expected_organization_id": "org-acme"},
	]
	every after in quiet {
		deny == set() with input as plan_of(after) with data.sigma as settings
	}
}

test_a_vendor if {
	deny == {"sigma_external_ai_integration.ai: the vendor gemini is not allowed; allowed: azure_openai, openai"} with input as plan_of({"gemini": {}, "tenant": "org-acme"})
		with data.sigma as settings
}

test_a_vendor_whose_block_is_unknown if {
	count(deny) == 1 with input as changing([change_of({"tenant": "org-acme"}, {"gemini": true}, ["create"])])
		with data.sigma as settings
}

test_an_organization if {
	deny == {"sigma_external_ai_integration.ai: the organization org-globex is not allowed; allowed: org-acme"} with input as plan_of({"openai": {}, "tenant": "org-globex", "expected_organization_id": "org-acme"})
		with data.sigma as settings
}

test_an_organization_that_nothing_names if {
	deny == {"sigma_external_ai_integration.ai: nothing says which organization this is; set tenant or expected_organization_id"} with input as plan_of({"openai": {}})
		with data.sigma as settings
}

test_an_organization_that_is_not_known_yet if {
	changes := [change_of({"openai": {}}, {"tenant": true}, ["create"])]
	count(deny) == 0 with input as changing(changes) with data.sigma as settings
	warn == {"sigma_external_ai_integration.ai: tenant is not known before the apply"} with input as changing(changes)
		with data.sigma as settings
}

test_a_host if {
	deny == {"sigma_external_ai_integration.ai: azure_openai.endpoint_url: the host evil.example is not allowed; allowed: contoso*.openai.azure.com, *.api.cognitive.microsoft.com"} with input as plan_of(azure("https://evil.example"))
		with data.sigma as settings
}

test_a_host_that_only_looks_allowed if {
	tricks := [
		"https://contoso.openai.azure.com.evil.example",
		"https://contoso.openai.azure.com@evil.example",
		"https://evil.example/contoso.openai.azure.com",
		"https://contoso.evil.openai.azure.com",
	]
	every endpoint in tricks { count(deny) == 1 with input as plan_of(azure(endpoint)) with data.sigma as settings }
}

test_a_regional_endpoint if {
	deny == {"sigma_external_ai_integration.ai: azure_openai.endpoint_url: the region westus is not allowed; allowed: eastus2"} with input as plan_of(azure("https://westus.api.cognitive.microsoft.com/"))
		with data.sigma as settings
}

test_an_endpoint_that_is_not_known_yet if {
	changes := [change_of(azure(null), {"azure_openai": {"endpoint_url": true}}, ["create"])]
	count(deny) == 0 with input as changing(changes) with data.sigma as settings
	warn == {"sigma_external_ai_integration.ai: azure_openai: the endpoint is not known before the apply"} with input as changing(changes)
		with data.sigma as settings
}

test_an_account_of_azure if {
	accounts := [
		{"address": "a", "type": "azurerm_cognitive_account", "change": {"after": {"location": "West US"}}},
		{"address": "b", "type": "azapi_resource", "change": {"after": {
			"type": "Microsoft.CognitiveServices/accounts@2024-10-01",
			"location": "westus",
		}}},
		{"address": "c", "type": "azurerm_cognitive_account", "change": {"after": {"location": "East US 2"}}},
		{"address": "d", "type": "azurerm_ai_services", "change": {"after": {"location": "westus"}}},
	]
	deny == {
		"a: the region westus is not allowed; allowed: eastus2",
		"b: the region westus is not allowed; allowed: eastus2",
		"d: the region westus is not allowed; allowed: eastus2",
	} with input as changing(accounts)
		with data.sigma as settings
}

test_an_account_whose_region_is_not_known_yet if {
	changes := [
		{"address": "a", "type": "azurerm_cognitive_account", "change": {"after": {}, "after_unknown": {"location": true}}},
		{"address": "b", "type": "azapi_resource", "change": {
			"after": {"type": "Microsoft.CognitiveServices/accounts@2024-10-01"},
			"after_unknown": {"location": true},
		}},
		{"address": "c", "type": "azurerm_resource_group", "change": {"after": {}, "after_unknown": {"location": true}}},
	]
	deny == set() with input as changing(changes) with data.sigma as settings
	warn == {
		"a: location is not known before the apply",
		"b: location is not known before the apply",
	} with input as changing(changes)
		with data.sigma as settings
}

test_a_list_that_is_missing_allows_everything if {
	count(deny) == 0 with input as plan_of({"gemini": {}}) with data.sigma as {}
	count(deny) == 0 with input as plan_of(azure("https://evil.example")) with data.sigma as {}
}

test_an_empty_list_allows_nothing if {
	count(deny) == 1 with input as plan_of(openai) with data.sigma as {"vendors": []}
}
