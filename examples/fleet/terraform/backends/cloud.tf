# State, locks and runs at HCP Terraform, which is a hosted service. Its workspaces are made in ../../hcp.
terraform {
  cloud {
    organization = "contoso"
    workspaces {
      project = "sigma-ai"
      tags    = ["sigma-fleet"]
    }
  }
}
