import { expect, it } from "@jest/globals";
import { causeOf } from "../../../../provider/operations/drift/failures.ts";

it.each([
  [
    "Required token could not be found. Run the following command: terraform login",
    "not logged in",
  ],
  ['HCP Terraform initialization required: please run "terraform init"', "not initialized"],
  [
    "error loading state: Failed to get state: GET http://127.0.0.1:9/s giving up: dial tcp 127.0.0.1:9: connect: connection refused",
    "backend unreachable",
  ],
  [
    'performing HTTP request: Get "https://api.pulumi.com/api/user": dial tcp: lookup api.pulumi.com: no such host',
    "backend unreachable",
  ],
  ["the stack is currently locked by 1 lock(s)", "locked"],
  ["error: get stack secrets manager: incorrect passphrase", "wrong passphrase"],
  // Of a provider, not of the backend.
  ["POST sigma.example/v2/auth/token: the connection was refused (ECONNREFUSED)", "plan failed"],
])("%s: %s", (text, cause) => {
  expect(causeOf(text)).toBe(cause);
});
