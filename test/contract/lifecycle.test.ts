import { describe, it } from "@jest/globals";
import { credentialCases } from "./cases/credentials.ts";
import { existingCases } from "./cases/existing.ts";
import { failureCases } from "./cases/failures.ts";
import { guardCases } from "./cases/guards.ts";
import { preflightCases } from "./cases/preflight.ts";
import { profileCases } from "./cases/profiles.ts";
import { tenantCases } from "./cases/tenants.ts";
import { vendorCases } from "./cases/vendors.ts";
import { coreFrontEnd } from "./core-front-end.ts";
import { dynamicFrontEnd } from "./dynamic-front-end.ts";
import { runCase } from "./run-case.ts";
import { pluginFrontEnd } from "./plugin-front-end.ts";
import { terraformFrontEnd } from "./terraform-front-end.ts";

const cases = [
  ...vendorCases,
  ...profileCases,
  ...existingCases,
  ...guardCases,
  ...credentialCases,
  ...tenantCases,
  ...failureCases,
  ...preflightCases,
];

describe.each([coreFrontEnd, dynamicFrontEnd, pluginFrontEnd, terraformFrontEnd])(
  "$name",
  (frontEnd) => {
    const possible = cases.filter(({ needs }) => !frontEnd.lacks.some((lack) => lack === needs));
    it.each(possible)("$name", (lifecycle) => runCase(frontEnd, lifecycle));
  },
);
