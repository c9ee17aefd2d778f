module recipe

go 1.26

require github.com/Mastercard/terraform-provider-restapi v1.20.0
