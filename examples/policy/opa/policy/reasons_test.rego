package main

retained := {"openai": {"api_key": null}, "removal": "retain"}

left_at_sigma := "sigma_external_ai_integration.ai: the integration is left at Sigma when the resource goes"

reason := {
	"rule": "retained-integrations",
	"address": "sigma_external_ai_integration.ai",
	"reason": "Moves to another stack.",
	"until": "2026-11-30",
}

test_an_integration_that_is_left_at_sigma if {
	deny == {left_at_sigma} with input as plan_of(retained) with data.sigma as {}
	deny == {left_at_sigma} with input as changing([going("delete")]) with data.sigma as {}
	deny == {left_at_sigma} with input as changing([going("forget")]) with data.sigma as {}
}

test_an_integration_that_is_removed if {
	removed := {"change": {"before": {"removal": "remove"}}}
	deny == set() with input as changing([object.union(going("delete"), removed)]) with data.sigma as {}
}

test_a_reason if {
	deny == set() with input as plan_of(retained)
		with data.sigma as {"exceptions": [reason]}
		with data.lib.exceptions.today as "2026-11-30"
}

test_a_reason_for_something_else if {
	others := [
		object.union(reason, {"rule": "keys-by-reference"}),
		object.union(reason, {"address": "sigma_external_ai_integration.other"}),
	]
	every other in others {
		deny == {left_at_sigma} with input as plan_of(retained)
			with data.sigma as {"exceptions": [other]}
			with data.lib.exceptions.today as "2026-11-30"
	}
}

test_a_reason_that_has_ended if {
	deny == {concat("", [left_at_sigma, `; the exception "Moves to another stack." ended on 2026-11-30`])} with input as plan_of(retained)
		with data.sigma as {"exceptions": [reason]}
		with data.lib.exceptions.today as "2026-12-01"
}

test_an_exception_that_says_too_little if {
	incomplete := [
		object.remove(reason, ["reason"]),
		object.union(reason, {"reason": "because   "}),
		object.remove(reason, ["until"]),
		object.union(reason, {"rule": "retained-integration"}),
		object.union(reason, {"until": "next year"}),
	]
	every exception in incomplete {
		deny == {"exceptions[0] needs rule, address, a reason of 10 characters or more, and until as \"2027-03-31\""} with input as plan_with({})
			with data.sigma as {"exceptions": [exception]}
			with data.lib.exceptions.today as "2026-11-30"
	}
}

test_assumed_operations if {
	message := `: allow_assumed is "write", which allows operations that Sigma has not published`
	deny == {concat("", ["provider.sigma", message]), concat("", ["provider.sigma.eu", message])} with input as plan_with({
		"variables": {"assumed": {"value": "write"}},
		"configuration": {"provider_config": {
			"sigma": provider_with({"constant_value": "write"}),
			"sigma.eu": provider_with({"references": ["var.assumed"]}),
			"sigma.us": provider_with({"constant_value": "none"}),
			"other": {"full_name": "registry.terraform.io/other/other", "expressions": {"allow_assumed": {"constant_value": "write"}}},
		}},
	})
		with data.sigma as {}
		with data.lib.plan.environment as {}
}

test_assumed_operations_for_a_reason if {
	exception := object.union(reason, {"rule": "assumed-operations", "address": "provider.sigma"})
	deny == set() with input as plan_with({"configuration": {"provider_config": {"sigma": provider_with({"constant_value": "write"})}}})
		with data.sigma as {"exceptions": [exception]}
		with data.lib.exceptions.today as "2026-11-30"
		with data.lib.plan.environment as {}
}

test_assumed_operations_that_nobody_can_tell if {
	untold := [
		provider_with({}),
		provider_with({"references": ["local.assumed"]}),
		provider_with({"references": ["var.settings.mode", "var.settings"]}),
		provider_with({"references": ["var.first", "var.second"]}),
		provider_with({"references": ["var.shouted"]}),
		provider_with({"references": ["each.value"]}),
		object.union(provider_with({"references": ["var.mode"]}), {"module_address": "module.ai"}),
	]
	every provider in untold {
		deny == {cannot_be_told} with input as plan_with({
			"variables": {
				"settings": {"value": {"mode": "write"}},
				"first": {"value": "wri"},
				"second": {"value": "te"},
				"shouted": {"value": "WRITE"},
				"mode": {"value": "none"},
			},
			"configuration": {"provider_config": {"sigma": provider}},
		})
			with data.sigma as {}
			with data.lib.plan.environment as {}
	}
}

cannot_be_told := `provider.sigma: whether allow_assumed is "write" cannot be told from the plan; use a text, or a variable of the root as it is`

test_nothing_assumed if {
	quiet := [
		{"constant_value": "none"},
		{"constant_value": null},
		{"references": ["var.none"]},
		{"references": ["var.null"]},
	]
	every expression in quiet {
		deny == set() with input as plan_with({
			"variables": {"none": {"value": "none"}, "null": {"value": null}},
			"configuration": {"provider_config": {"sigma": provider_with(expression)}},
		})
			with data.sigma as {}
			with data.lib.plan.environment as {}
	}
}

test_assumed_operations_with_spaces_around if {
	count(deny) == 1 with input as plan_with({"configuration": {"provider_config": {"sigma": provider_with({"constant_value": " write "})}}})
		with data.sigma as {}
		with data.lib.plan.environment as {}
}

test_a_removal_that_is_not_known_yet if {
	changes := [change_of({"openai": {"api_key": null}}, {"removal": true}, ["create"])]
	deny == set() with input as changing(changes) with data.sigma as {}
	warn == {"sigma_external_ai_integration.ai: removal is not known before the apply"} with input as changing(changes)
		with data.sigma as {}
}

test_assumed_operations_by_the_environment if {
	environment := {"SIGMA_ALLOW_ASSUMED": "write"}
	plan := plan_of({"openai": {"api_key": null}})
	count(deny) == 1 with input as plan with data.sigma as {} with data.lib.plan.environment as environment
	deny == set() with input as object.union(plan, {"configuration": {"provider_config": {"sigma": provider_with({"constant_value": "none"})}}})
		with data.sigma as {}
		with data.lib.plan.environment as environment
	deny == set() with input as plan_with({}) with data.sigma as {} with data.lib.plan.environment as environment
}

going(action) := {
	"address": "sigma_external_ai_integration.ai",
	"mode": "managed",
	"type": "sigma_external_ai_integration",
	"change": {"actions": [action], "before": {"removal": "retain"}, "after": null, "after_unknown": {}},
}

provider_with(allow_assumed) := {
	"full_name": "registry.terraform.io/sigma-iac/sigma",
	"expressions": {"allow_assumed": allow_assumed},
}
