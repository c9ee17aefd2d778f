# What is checked, and what it is compared with: a rule without either would be silent.
package main

import data.lib.plan

lists := {"vendors", "organizations", "hosts", "regions"}

deny contains "this is no plan: check what terraform show -json says of a plan file" if not plan.is_plan

deny contains "the policy data has no sigma: give --data, with sigma: and the lists under it" if not has_settings

has_settings if is_object(data.sigma)

deny contains message if {
	some name, _ in data.sigma
	not name in (lists | {"exceptions"})
	message := sprintf(
		"the policy data has sigma.%s, which no rule knows; known: %s",
		[name, concat(", ", lists | {"exceptions"})],
	)
}

deny contains message if {
	some name in lists
	value := data.sigma[name]
	not is_list_of_texts(value)
	message := sprintf("the policy data has sigma.%s, which is no list of texts", [name])
}

deny contains "the policy data has sigma.exceptions, which is no list" if {
	value := data.sigma.exceptions
	not is_array(value)
}

is_list_of_texts(value) if {
	is_array(value)
	every text in value { is_string(text) }
}
