import { describe, it } from "@jest/globals";
import { credentialCases } from "./cases/credentials.ts";
import { existingCases } from "./cases/existing.ts";
import { failureCases } from "./cases/failures.ts";
import { guardCases } from "./cases/guards.ts";
import { profileCases } from "./cases/profiles.ts";
import { tenantCases } from "./cases/tenants.ts";
import { vendorCases } from "./cases/vendors.ts";
import { coreFrontEnd } from "./core-front-end.ts";
import { dynamicFrontEnd } from "./dynamic-front-end.ts";
import { runCase } from "./run-case.ts";

const cases = [
  ...vendorCases,
  ...profileCases,
  ...existingCases,
  ...guardCases,
  ...credentialCases,
  ...tenantCases,
  ...failureCases,
];

describe.each([coreFrontEnd, dynamicFrontEnd])("$name", (frontEnd) => {
  it.each(cases)("$name", (lifecycle) => runCase(frontEnd, lifecycle));
});
