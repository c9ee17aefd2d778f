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

warn contains message if {
	some name, provider in sigma_providers
	provider.expressions.allow_assumed.references
	not provider_value(provider)
	message := sprintf("provider.%s: allow_assumed is not known from the plan", [name])
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

provider_value(provider) := provider.expressions.allow_assumed.constant_value

provider_value(provider) := input.variables[name].value if {
	some reference in provider.expressions.allow_assumed.references
	name := trim_prefix(reference, "var.")
}

assumed_sources[address] := "allow_assumed" if {
	some name, provider in sigma_providers
	provider_value(provider) == "write"
	address := sprintf("provider.%s", [name])
}

# The environment of this check, which is that of the apply only where both run in one job.
assumed_sources["environment"] := "SIGMA_ALLOW_ASSUMED" if {
	count(plan.integrations) > 0
	plan.environment.SIGMA_ALLOW_ASSUMED == "write"
	not every_provider_says
}

# An argument of a provider goes before the environment.
every_provider_says if {
	count(sigma_providers) > 0
	every provider in sigma_providers { provider.expressions.allow_assumed }
}
