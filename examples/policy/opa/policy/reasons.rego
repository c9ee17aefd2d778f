# What is allowed for a reason only, which an exception in data.sigma gives with a last day.
package main

import data.lib.exceptions
import data.lib.plan

deny contains message if {
	some resource in plan.integrations
	is_left_at_sigma(resource.change)
	fault := "the integration is left at Sigma when the resource goes"
	message := refused("retained-integrations", resource.address, fault)
}

deny contains message if {
	some address, source in assumed_sources
	fault := sprintf("%s is \"write\", which allows operations that Sigma has not published", [source])
	message := refused("assumed-operations", address, fault)
}

deny contains message if {
	some name, provider in sigma_providers
	is_given(provider)
	not provider_value(provider)
	fault := "whether allow_assumed is \"write\" cannot be told from the plan; use a text, or a variable of the root as it is"
	message := refused("assumed-operations", sprintf("provider.%s", [name]), fault)
}

warn contains message if {
	some resource in plan.kept
	resource.change.after_unknown.removal == true
	message := sprintf("%s: removal is not known before the apply", [resource.address])
}

deny contains message if {
	some index, exception in data.sigma.exceptions
	not exceptions.is_complete(exception)
	message := sprintf(
		"exceptions[%d] needs rule, address, a reason of 10 characters or more, and until as \"2027-03-31\"",
		[index],
	)
}

is_left_at_sigma(change) if change.after.removal == "retain"

is_left_at_sigma(change) if {
	"delete" in change.actions
	change.before.removal == "retain"
}

is_left_at_sigma(change) if "forget" in change.actions

sigma_providers[name] := provider if {
	some name, provider in input.configuration.provider_config
	endswith(provider.full_name, "/sigma-iac/sigma")
}

# An argument that is null is not given, and neither is one whose variable is null.
is_given(provider) if {
	expression := provider.expressions.allow_assumed
	not is_null(object.get(expression, "constant_value", "other"))
	not is_null_variable(provider)
}

is_null_variable(provider) if variable_value(provider) == null

provider_value(provider) := provider.expressions.allow_assumed.constant_value

# References do not tell what is made of them: only a variable that is a mode itself is taken at its word.
provider_value(provider) := value if {
	value := variable_value(provider)
	trim_space(value) in {"none", "write"}
}

variable_value(provider) := input.variables[name].value if {
	not provider.module_address
	references := {reference | some reference in provider.expressions.allow_assumed.references}
	count(references) == 1
	some reference in references
	[_, name] := regex.find_all_string_submatch_n(`^var\.([^.\[]+)$`, reference, 1)[0]
}

assumed_sources[address] := "allow_assumed" if {
	some name, provider in sigma_providers
	trim_space(provider_value(provider)) == "write"
	address := sprintf("provider.%s", [name])
}

# The environment of this check, which is that of the apply only where both run in one job.
assumed_sources["environment"] := "SIGMA_ALLOW_ASSUMED" if {
	count(plan.integrations) > 0
	trim_space(plan.environment.SIGMA_ALLOW_ASSUMED) == "write"
	not every_provider_says
}

# An argument of a provider goes before the environment.
every_provider_says if {
	count(sigma_providers) > 0
	every provider in sigma_providers { is_given(provider) }
}
