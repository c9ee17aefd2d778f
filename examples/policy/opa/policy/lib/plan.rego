# What a plan of Terraform or OpenTofu says of Sigma's integrations.
package lib.plan

vendors := {"openai", "azure_openai", "gemini", "anthropic"}

type := "sigma_external_ai_integration"

# Whether it is a plan at all: a state has no configuration, and a plan without changes no resource_changes.
is_plan if {
	is_string(input.format_version)
	is_object(input.configuration.root_module)
	is_object(input.planned_values)
	is_array(object.get(input, "resource_changes", []))
}

# Every integration in the plan: also one that does not change, and one that is to go.
integrations contains resource if {
	some resource in input.resource_changes
	resource.mode == "managed"
	resource.type == type
}

# Those that are there afterwards.
kept contains resource if {
	some resource in integrations
	is_object(resource.change.after)
}

# The vendors whose blocks are given, also where what is in them is not known yet.
vendors_of(resource) := {vendor | some vendor in vendors; is_given(resource.change, vendor)}

is_given(change, vendor) if is_object(change.after[vendor])

is_given(change, vendor) if change.after_unknown[vendor] == true

# The vendors' blocks, and the blocks of both of Azure's models, by path.
blocks_of(values) := object.union(
	{vendor: block | some vendor in vendors; block := values[vendor]; block != null},
	{path: block |
		some model in {"language_model", "embedding_model"}
		block := values.azure_openai[model]
		block != null
		path := concat(".", ["azure_openai", model])
	},
)

# Every module by the names that lead to it, such as ["module.ai"]; the root has none.
modules[names] := module if {
	walk(input.configuration.root_module, [path, module])
	is_module(path)
	names := [concat("", ["module.", path[index + 1]]) | some index; path[index] == "module_calls"; index % 3 == 0]
}

# The calls of modules, by the same names.
calls[array.concat(names, [concat("", ["module.", name])])] := call if {
	some names, module in modules
	some name, call in module.module_calls
}

# A path such as ["module_calls", "ai", "module"].
is_module(path) if {
	count(path) % 3 == 0
	every index, part in path { is_step(index % 3, part) }
}

is_step(0, "module_calls")

is_step(1, _)

is_step(2, "module")

# Every integration as the configuration has it, with the addresses of its modules but no index.
configured contains {"address": address, "module": names, "expressions": resource.expressions} if {
	some names, module in modules
	some resource in module.resources
	resource.mode == "managed"
	resource.type == type
	address := concat(".", array.concat(names, [resource.address]))
}

# The host of an address, in lower case, without user, port and path.
host(url) := regex.find_all_string_submatch_n(
	`^(?:[a-z][a-z0-9+.-]*://)?(?:[^/?#@]*@)?([^/:?#]*)`,
	lower(trim_space(url)),
	1,
)[0][1]

environment := opa.runtime().env
