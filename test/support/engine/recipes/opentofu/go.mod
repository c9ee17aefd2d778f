module recipe

go 1.26

require github.com/opentofu/opentofu v1.12.6
