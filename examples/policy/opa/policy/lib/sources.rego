# What the values in a vendor's block come from, through the inputs of modules.
package lib.sources

import data.lib.plan

# Every reference of a block, as [modules, reference]: where it stands, and the most exact form of it.
of(resource, vendor) := own | inherited if {
	expression := resource.expressions[vendor]
	starts := {[resource.module, variable_of(reference)] |
		some reference in expression.references
		startswith(reference, "var.")
	}
	reached := graph.reachable(edges, starts)
	own := {[resource.module, reference] |
		some reference in exact(expression.references)
		not is_input([resource.module, reference])
	}
	inherited := union({through(node) | some node in reached; node[0] != []})
}

# What a plan keeps of a reference: its texts, or nothing where it is not kept or not known.
texts_of([[], reference]) := texts if {
	startswith(reference, "var.")
	value := input.variables[variable_of(reference)].value
	texts := texts_in(part_at(value, array.slice(parts(reference), 2, 100)))
}

texts_of([modules, reference]) := texts if {
	modules != []
	startswith(reference, "var.")
	texts := texts_in(written[[modules, variable_of(reference)]])
}

texts_of([modules, reference]) := texts if {
	not startswith(reference, "var.")
	[address, path] := target(modules, reference)
	values := {value | some values in resources[address]; value := attribute(values, path)}
	count(values) > 0
	texts := texts_in(values)
}

is_variable([_, reference]) if startswith(reference, "var.")

# A resource or data source, which the state keeps.
is_resource([_, reference]) if {
	not parts(reference)[0] in {"var", "local", "each", "module", "ephemeral", "count", "path", "terraform", "self"}
}

# Not kept: an ephemeral resource, or a variable of the root whose value is not in the plan.
is_ephemeral([_, reference]) if startswith(reference, "ephemeral.")

is_ephemeral([[], reference]) if {
	startswith(reference, "var.")
	object.get(input, ["variables", variable_of(reference), "value"], null) in {null, ""}
}

# What may be ephemeral, and what can only be kept, but neither tells what it is.
is_followed([_, reference]) if not parts(reference)[0] in {"local", "module", "each", "self"}

may_be_ephemeral([_, reference]) if parts(reference)[0] in {"local", "module"}

# A function of nothing but texts leaves no reference: an input that is neither a value nor a reference.
is_computed([modules, reference]) if {
	expression := inputs[[modules, variable_of(reference)]]
	not is_value(expression)
	count(object.get(expression, "references", [])) == 0
}

is_unknown([modules, reference]) if {
	is_resource([modules, reference])
	not texts_of([modules, reference])
}

is_unknown([modules, reference]) if {
	is_resource([modules, reference])
	texts_of([modules, reference]) == set()
}

# Named like a key, or marked by its provider.
is_key([_, reference]) if {
	some part in array.slice(parts(reference), 2, 100)
	regex.match(`(?i)key|secret|password|token|credential|^value$|^result$`, part)
}

is_key([modules, reference]) if {
	[address, path] := target(modules, reference)
	some change in input.resource_changes
	without_index(change.address) == address
	attribute(change.change.after_sensitive, path) == true
}

name([[], reference]) := reference

name([modules, reference]) := concat(".", array.concat(modules, [reference])) if modules != []

through([modules, variable]) := {[parent, reference] |
	parent := parent_of(modules)
	some reference in exact(inputs[[modules, variable]].references)
	not is_input([parent, reference])
} if {
	count(inputs[[modules, variable]].references) > 0
}

through([modules, variable]) := {[modules, sprintf("var.%s", [variable])]} if {
	count(object.get(inputs, [[modules, variable], "references"], [])) == 0
}

# A variable of a module, which comes from its call.
is_input([modules, reference]) if {
	modules != []
	startswith(reference, "var.")
}

edges := {node: next | some node in nodes; next := next_of(node)}

nodes contains [modules, variable] if {
	some modules, module in plan.modules
	some variable, _ in module.variables
}

nodes contains node if some node, _ in inputs

nodes contains [[], variable] if some variable, _ in input.variables

next_of(node) := {[parent_of(node[0]), variable_of(reference)] |
	some reference in inputs[node].references
	startswith(reference, "var.")
}

inputs[[modules, variable]] := expression if {
	some modules, call in plan.calls
	some variable, expression in call.expressions
}

# What stands in the configuration itself: a value in the call, or the default.
written[node] := inputs[node].constant_value

written[[modules, variable]] := declared["default"] if {
	some modules, module in plan.modules
	some variable, declared in module.variables
	not inputs[[modules, variable]]
}

is_value(expression) if expression.constant_value == expression.constant_value

# Beside var.a.b Terraform lists var.a too.
exact(references) := {reference |
	some reference in references
	every other in references {
		not startswith(other, sprintf("%s.", [reference]))
		not startswith(other, sprintf("%s[", [reference]))
	}
}

parts(reference) := [part | some part in regex.split(`[.\[\]"]+`, reference); part != ""]

variable_of(reference) := parts(reference)[1]

parent_of(modules) := array.slice(modules, 0, count(modules) - 1)

# The address of a resource without an index, and the path of the attribute.
target(modules, reference) := [address, path] if {
	all := parts(reference)
	length := {true: 3, false: 2}[all[0] == "data"]
	address := concat(".", array.concat(modules, array.slice(all, 0, length)))
	path := array.slice(all, length, 100)
}

resources[address] contains resource.values if {
	some part in [input.planned_values, input.prior_state]
	walk(part, [_, resource])
	is_object(resource.values)
	address := without_index(resource.address)
}

without_index(address) := regex.replace(address, `\[[^\]]*\]`, "")

# What stands at a path, whose first part may be an index.
attribute(values, path) := value if {
	count(path) > 0
	value := object.get(values, path, null)
	not is_null(value)
}

attribute(values, path) := value if {
	count(path) > 1
	is_null(object.get(values, path, null))
	value := object.get(values, array.slice(path, 1, 100), null)
	not is_null(value)
}

# The part of a variable's value that is referred to, or else all of it: an index may be any.
part_at(value, path) := object.get(value, path, value) if is_object(value)

part_at(value, _) := value if not is_object(value)

texts_in(value) := {lower(text) | walk(value, [_, text]); is_string(text); text != ""}
