terraform {
  required_version = ">= 1.11"
  required_providers {
    # Tested with 1.15.0. Versions 2 and later give an action's output as an object, which main.tf takes too.
    azapi = {
      source  = "Azure/azapi"
      version = ">= 1.15.0"
    }
  }
}
