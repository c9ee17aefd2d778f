# Keys: never in the state, in a plan file or in the configuration.
package main

import data.lib.exceptions
import data.lib.plan
import data.lib.sources

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

deny contains message if {
	some resource in plan.configured
	some vendor in plan.vendors
	some source in sources.of(resource, vendor)
	fault := sprintf("%s: %s", [vendor, kept_fault(resource, vendor, source)])
	message := refused("keys-by-reference", resource.address, fault)
}

# A text beside references leaves no trace in the configuration: but then nothing in the block is ephemeral.
deny contains message if {
	some resource in plan.configured
	some vendor in plan.vendors
	expression := resource.expressions[vendor]
	not sources.is_value(expression)
	every source in sources.of(resource, vendor) {
		not sources.is_ephemeral(source)
		not sources.may_be_ephemeral(source)
		not kept_fault(resource, vendor, source)
	}
	fault := sprintf("%s: nothing in it is ephemeral, so the plan stores its key", [vendor])
	message := refused("keys-by-reference", resource.address, fault)
}

warn contains message if {
	some resource in plan.configured
	some vendor in plan.vendors
	some source in sources.of(resource, vendor)
	is_uncertain(resource, vendor, source)
	message := sprintf(
		"%s: %s: whether %s holds a key cannot be told from the plan",
		[resource.address, vendor, sources.name(source)],
	)
}

kept_fault(resource, vendor, source) := fault if {
	sources.is_variable(source)
	source[0] == []
	is_key_in(resource, vendor, sources.texts_of(source))
	fault := sprintf("%s is stored in the plan; declare it with ephemeral = true", [sources.name(source)])
}

kept_fault(resource, vendor, source) := fault if {
	sources.is_variable(source)
	source[0] != []
	is_written(resource, vendor, source)
	fault := sprintf("%s is written in the configuration", [sources.name(source)])
}

kept_fault(resource, vendor, source) := fault if {
	sources.is_resource(source)
	not sources.is_unknown(source)
	is_key_in(resource, vendor, sources.texts_of(source))
	fault := state_fault(source)
}

kept_fault(resource, vendor, source) := fault if {
	sources.is_unknown(source)
	not may_be_other(resource, vendor, source)
	fault := state_fault(source)
}

is_written(resource, vendor, source) if is_key_in(resource, vendor, sources.texts_of(source))

is_written(_, _, source) if sources.is_computed(source)

state_fault(source) := sprintf(
	"%s is stored in the state; use an ephemeral resource",
	[sources.name(source)],
)

is_uncertain(_, _, source) if {
	not sources.is_followed(source)
	source[1] != "each.key"
}

is_uncertain(resource, vendor, source) if {
	sources.is_unknown(source)
	may_be_other(resource, vendor, source)
}

# A text that stands in another attribute of the block, in clear, is no key.
is_key_in(resource, vendor, texts) if {
	some text in texts
	every other in others(resource, vendor) { not contains(other, text) }
}

others(resource, vendor) := {lower(sprintf("%v", [value])) |
	some change in instances(resource)
	walk(change.after[vendor], [path, value])
	not is_key_path(path)
	not is_object(value)
	not is_array(value)
}

# A value that is not known yet may be that of another attribute which is not known either.
may_be_other(resource, vendor, source) if {
	not sources.is_key(source)
	some change in instances(resource)
	walk(change.after_unknown[vendor], [path, true])
	not is_key_path(path)
}

is_key_path(path) if path[count(path) - 1] in {"api_key", "api_key_wo"}

instances(resource) := object.get(changes_of, resource.address, set())

changes_of[address] contains found.change if {
	some found in plan.kept
	address := sources.without_index(found.address)
}

refused(rule, address, fault) := sprintf("%s: %s%s", [address, fault, exceptions.note(rule, address)]) if {
	not exceptions.holds(rule, address)
}
