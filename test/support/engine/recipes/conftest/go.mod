module recipe

go 1.26

require github.com/open-policy-agent/conftest v0.71.1
