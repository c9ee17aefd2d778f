# Vendors, organizations, hosts and regions, compared with the lists in data.sigma.
package main

import data.lib.plan

deny contains message if {
	allowed := data.sigma.vendors
	some resource in plan.kept
	some vendor in plan.vendors_of(resource)
	not vendor in allowed
	message := refusal(resource.address, "the vendor", vendor, allowed)
}

deny contains message if {
	allowed := data.sigma.organizations
	some resource in plan.kept
	organization := organization_of(resource.change.after)
	not organization in allowed
	message := refusal(resource.address, "the organization", organization, allowed)
}

deny contains message if {
	data.sigma.organizations
	some resource in plan.kept
	not organization_of(resource.change.after)
	not is_unknown(resource, "tenant")
	not is_unknown(resource, "expected_organization_id")
	message := sprintf(
		"%s: nothing says which organization this is; set tenant or expected_organization_id",
		[resource.address],
	)
}

warn contains message if {
	data.sigma.organizations
	some resource in plan.kept
	some field in ["tenant", "expected_organization_id"]
	is_unknown(resource, field)
	message := sprintf("%s: %s is not known before the apply", [resource.address, field])
}

deny contains message if {
	allowed := data.sigma.hosts
	some resource in plan.kept
	some path, block in plan.blocks_of(resource.change.after)
	host := plan.host(block.endpoint_url)
	not is_one_of(host, allowed)
	message := refusal(resource.address, sprintf("%s.endpoint_url: the host", [path]), host, allowed)
}

warn contains message if {
	data.sigma.hosts
	some resource in plan.kept
	some path, block in plan.blocks_of(resource.change.after_unknown)
	is_unknown_endpoint(block)
	message := sprintf("%s: %s: the endpoint is not known before the apply", [resource.address, path])
}

# A host with a name of its own tells no region; a regional one does.
deny contains message if {
	allowed := data.sigma.regions
	some resource in plan.kept
	some path, block in plan.blocks_of(resource.change.after)
	pattern := `^([a-z0-9]+)\.api\.cognitive\.(?:microsoft|azure)\.`
	region := regex.find_all_string_submatch_n(pattern, plan.host(block.endpoint_url), 1)[0][1]
	not region in allowed
	message := refusal(resource.address, sprintf("%s.endpoint_url: the region", [path]), region, allowed)
}

deny contains message if {
	allowed := data.sigma.regions
	some resource in input.resource_changes
	is_azure_account(resource)
	region := replace(lower(resource.change.after.location), " ", "")
	not region in allowed
	message := refusal(resource.address, "the region", region, allowed)
}

warn contains message if {
	data.sigma.regions
	some resource in input.resource_changes
	is_azure_account(resource)
	resource.change.after_unknown.location == true
	message := sprintf("%s: location is not known before the apply", [resource.address])
}

# A tenant goes before the organization that the credentials must belong to.
organization_of(values) := [organization |
	some field in ["tenant", "expected_organization_id"]
	organization := values[field]
	is_string(organization)
][0]

is_unknown(resource, field) if resource.change.after_unknown[field] == true

is_unknown_endpoint(block) if block == true

is_unknown_endpoint(block) if block.endpoint_url == true

is_one_of(host, patterns) if {
	some pattern in patterns
	glob.match(lower(pattern), ["."], host)
}

is_azure_account(resource) if resource.type in {"azurerm_cognitive_account", "azurerm_ai_services"}

is_azure_account(resource) if {
	resource.type == "azapi_resource"
	startswith(lower(resource.change.after.type), "microsoft.cognitiveservices/accounts@")
}

refusal(address, what, value, allowed) := sprintf(
	"%s: %s %s is not allowed; allowed: %s",
	[address, what, value, concat(", ", allowed)],
)
