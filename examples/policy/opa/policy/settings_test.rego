package main

# A real plan, with no more in it than is given.
plan_with(more) := object.union(
	{"format_version": "1.2", "planned_values": {"root_module": {}}, "configuration": {"root_module": {}}},
	more,
)

changing(changes) := plan_with({"resource_changes": changes})

test_a_plan_without_changes if deny == set() with input as plan_with({}) with data.sigma as {}

test_what_is_no_plan if {
	others := [
		{},
		[],
		{"version": 4, "resources": []},
		{"format_version": "1.0"},
		{"format_version": "1.0", "values": {"root_module": {}}},
		{"resource": {"sigma_external_ai_integration": {"ai": {}}}},
		object.union(plan_with({}), {"resource_changes": {}}),
		object.remove(plan_with({}), ["configuration"]),
	]
	every other in others {
		deny == {"this is no plan: check what terraform show -json says of a plan file"} with input as other
			with data.sigma as {}
	}
}

test_no_policy_data if {
	deny == {"the policy data has no sigma: give --data, with sigma: and the lists under it"} with input as plan_with({})
		with data.sigma as null
}

test_a_list_that_no_rule_knows if {
	deny == {"the policy data has sigma.vendor, which no rule knows; known: exceptions, hosts, organizations, regions, vendors"} with input as plan_with({})
		with data.sigma as {"vendor": ["openai"]}
}

test_what_is_no_list if {
	every value in ["openai", null, {"openai": true}, [1], 1, false] {
		deny == {"the policy data has sigma.vendors, which is no list of texts"} with input as plan_with({})
			with data.sigma as {"vendors": value}
	}
	deny == {"the policy data has sigma.exceptions, which is no list"} with input as plan_with({})
		with data.sigma as {"exceptions": {}}
}
