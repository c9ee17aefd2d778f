# What a plan of Terraform or OpenTofu says of Sigma's integrations.
package lib.plan

vendors := {"openai", "azure_openai", "gemini", "anthropic"}

type := "sigma_external_ai_integration"

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

# Every integration as the configuration has it, with the addresses of its modules but no index.
configured contains {"address": address, "module": modules, "expressions": resource.expressions} if {
	walk(input.configuration.root_module, [path, resource])
	resource.mode == "managed"
	resource.type == type
	modules := [concat("", ["module.", path[index + 1]]) | some index; path[index] == "module_calls"]
	address := concat(".", array.concat(modules, [resource.address]))
}

# The host of an address, in lower case, without user, port and path.
host(url) := regex.find_all_string_submatch_n(
	`^(?:[a-z][a-z0-9+.-]*://)?(?:[^/?#@]*@)?([^/:?#]*)`,
	lower(trim_space(url)),
	1,
)[0][1]

environment := opa.runtime().env
