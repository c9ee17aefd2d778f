# Keys: never in the state, in a plan file or in the configuration.
package main

import data.lib.exceptions
import data.lib.plan

key_only := {"openai", "gemini", "anthropic"}

deny contains message if {
	some resource in plan.kept
	some values in [resource.change.after, resource.change.after_unknown]
	some path, block in plan.blocks_of(values)
	key := block.api_key
	not key in {null, false}
	fault := sprintf("%s.api_key is stored in the plan and the state; use api_key_wo", [path])
	message := refused("keys-by-reference", resource.address, fault)
}

# A plan holds the configuration too, with what is written there as it is.
deny contains message if {
	some resource in plan.configured
	some vendor in plan.vendors
	walk(resource.expressions[vendor].constant_value, [path, key])
	path[count(path) - 1] in {"api_key", "api_key_wo"}
	is_string(key)
	fault := sprintf("%s.%s is written in the configuration", [vendor, concat(".", path)])
	message := refused("keys-by-reference", resource.address, fault)
}

# The value of a variable that is not ephemeral is in the plan, in clear.
deny contains message if {
	some resource in plan.configured
	resource.module == []
	some vendor in plan.vendors
	some reference in resource.expressions[vendor].references
	startswith(reference, "var.")
	name := split(reference, ".")[1]
	is_string(input.variables[name].value)
	may_be_key(vendor, name)
	fault := sprintf("%s: var.%s is stored in the plan; declare it with ephemeral = true", [vendor, name])
	message := refused("keys-by-reference", resource.address, fault)
}

deny contains message if {
	some resource in plan.configured
	some vendor in key_only
	some reference in resource.expressions[vendor].references
	parts := split(reference, ".")
	parts[0] == "data"
	count(parts) == 3
	fault := sprintf("%s: %s is stored in the state; use an ephemeral resource", [vendor, reference])
	message := refused("keys-by-reference", resource.address, fault)
}

# Azure's block has endpoints too, which a variable may hold.
may_be_key(vendor, _) if vendor in key_only

may_be_key(_, name) if input.configuration.root_module.variables[name].sensitive

refused(rule, address, fault) := sprintf("%s: %s%s", [address, fault, exceptions.note(rule, address)]) if {
	not exceptions.holds(rule, address)
}
