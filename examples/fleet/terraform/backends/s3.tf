# State as objects, one for each workspace, locked by a file beside it. No DynamoDB table is needed.
terraform {
  backend "s3" {
    bucket       = "contoso-state"
    key          = "sigma-ai/fleet.tfstate"
    region       = "eu-central-1"
    encrypt      = true
    use_lockfile = true
  }
}
