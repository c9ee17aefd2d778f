# Resources for which a rule does not hold, for a reason and until a day.
package lib.exceptions

today := time.format([time.now_ns(), "UTC", "2006-01-02"])

holds(rule, address) if {
	some exception in data.sigma.exceptions
	is_complete(exception)
	exception.rule == rule
	exception.address == address
	exception.until >= today
}

# What is to be told beside a fault: an exception that has ended.
note(rule, address) := concat("", [text |
	some exception in data.sigma.exceptions
	exception.rule == rule
	exception.address == address
	exception.until < today
	text := sprintf("; the exception \"%s\" ended on %s", [exception.reason, exception.until])
])

is_complete(exception) if {
	exception.rule in {"keys-by-reference", "retained-integrations", "assumed-operations"}
	is_string(exception.address)
	count(trim_space(exception.reason)) >= 10
	regex.match(`^\d{4}-\d{2}-\d{2}$`, exception.until)
}
