import { SIGMA_PROVIDER } from "../../test/support/terraform-mirror.ts";

/** Where the peer is in the registry. */
export const RESTAPI_PROVIDER = "mastercard/restapi";

const PATH = "/v2/organizations/settings/aiConfigs";

const KEY_VARIABLE = `variable "openai_key" {
  type      = string
  sensitive = true
}
`;

/** The same integration some times, as no user would declare it: each is read from Sigma on its own. */
export function integrationsProgram(count: number): string {
  return `${required("sigma", SIGMA_PROVIDER)}
${KEY_VARIABLE}
resource "sigma_external_ai_integration" "ai" {
  count  = ${count}
  openai = { api_key_wo = var.openai_key }
}
`;
}

/** An integration in each of some tenants of one parent. */
export function tenantsProgram(tenants: readonly string[]): string {
  return `${required("sigma", SIGMA_PROVIDER)}
${KEY_VARIABLE}
resource "sigma_external_ai_integration" "ai" {
  for_each = toset(${JSON.stringify(tenants)})
  tenant   = each.key
  openai   = { api_key_wo = var.openai_key }
}
`;
}

/** The same settings through the generic REST provider, as often, with a token that was got by hand. */
export function restapiProgram(count: number): string {
  return `${required("restapi", RESTAPI_PROVIDER)}
${KEY_VARIABLE}
variable "url" {
  type = string
}

variable "token" {
  type      = string
  sensitive = true
}

provider "restapi" {
  uri                   = var.url
  headers               = { Authorization = "Bearer \${var.token}" }
  create_returns_object = true
}

resource "restapi_object" "ai" {
  count     = ${count}
  path      = "${PATH}"
  read_path = "${PATH}"
  object_id = "ai-\${count.index}"
  data      = jsonencode({ provider = "openAI", apiKey = var.openai_key })
}
`;
}

/** As many resources that Terraform handles itself: no provider is started. */
export function builtInProgram(count: number): string {
  return `resource "terraform_data" "ai" {
  count = ${count}
  input = "openai"
}
`;
}

function required(name: string, source: string): string {
  return `terraform {
  required_providers {
    ${name} = { source = "${source}" }
  }
}
`;
}
