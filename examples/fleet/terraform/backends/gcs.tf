# State as objects, one for each workspace, locked by an object beside it.
terraform {
  backend "gcs" {
    bucket = "contoso-state"
    prefix = "sigma-ai/fleet"
  }
}
