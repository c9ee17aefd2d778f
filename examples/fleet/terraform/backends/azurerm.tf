# State as blobs, one for each workspace, locked by a lease. Who runs it needs "Storage Blob Data Contributor" on the container.
terraform {
  backend "azurerm" {
    resource_group_name  = "rg-terraform"
    storage_account_name = "contosostate"
    container_name       = "sigma-ai"
    key                  = "fleet.tfstate"
    use_azuread_auth     = true
    use_oidc             = true
  }
}
