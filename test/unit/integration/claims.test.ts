import { describe, expect, it } from "@jest/globals";
import { createClaims, type Claims } from "../../../provider/integration/claims.ts";
import { UNKNOWN } from "../../../provider/integration/unknown.ts";
import { azure, configOf, openai, OTHER_KEY, VENDOR_BLOCKS, type Raw } from "./support/configs.ts";

describe("claims", () => {
  it("give an organization to the first who asks", () => {
    const claims = createClaims();
    claims.claim("org-a");
    claims.claim("org-b");
    expect(claims.has("org-a")).toBe(true);
    expect(() => claims.claim("org-a")).toThrow(
      "another resource of this run configures the organization org-a already; expected one resource for each organization. Keep one of the two. [DUPLICATE_RESOURCE]",
    );
  });

  it("are free again after they were taken back", () => {
    const claims = createClaims();
    claims.claim("org-a");
    claims.release("org-a");
    expect(claims.has("org-a")).toBe(false);
    claims.claim("org-a");
    expect(claims.has("org-a")).toBe(true);
  });

  it("hold for one run only", () => {
    createClaims().claim("org-a");
    expect(createClaims().has("org-a")).toBe(false);
  });
});

describe("what the program has", () => {
  const duplicate = expect.objectContaining({ code: "DUPLICATE_RESOURCE" });
  const declare = (claims: Claims, raw: Raw, organizationId?: string): unknown => {
    try {
      claims.declare(configOf(raw), organizationId);
      return "declared";
    } catch (error) {
      return error;
    }
  };

  it.each<[string, Raw, Raw, unknown]>([
    ["the same again", openai(), openai(), "declared"],
    ["the same, handled in another way", openai(), openai({ removal: "retain" }), "declared"],
    ["another key", openai(), openai({}, OTHER_KEY), duplicate],
    ["another vendor", openai(), VENDOR_BLOCKS.gemini, duplicate],
    ["another deployment", azure(), azure({}, { deploymentId: "other" }), duplicate],
    ["a tenant beside its parent", openai(), openai({ tenant: "t" }, OTHER_KEY), "declared"],
    ["another connection", openai(), openai({ connection: "eu" }, OTHER_KEY), "declared"],
    ["a key that is not known yet", openai(), openai({}, UNKNOWN), "declared"],
  ])("%s", (_, first, second, expected) => {
    const claims = createClaims();
    declare(claims, first);
    expect(declare(claims, second)).toEqual(expected);
  });

  it("is compared by organization where two connections lead to one", () => {
    const claims = createClaims();
    declare(claims, openai({ connection: "a" }), "org-acme");
    expect(declare(claims, openai({ connection: "b" }, OTHER_KEY), "org-acme")).toEqual(duplicate);
  });

  it("is managed where a resource for it is recorded", () => {
    const claims = createClaims();
    claims.manage("org-acme");
    expect(claims.isManaged("org-acme")).toBe(true);
    expect(claims.isManaged("org-other")).toBe(false);
  });

  it("is known again by its configuration", () => {
    const claims = createClaims();
    declare(claims, openai());
    expect(claims.declares(configOf(openai()))).toBe(true);
    expect(claims.declares(configOf(openai({}, OTHER_KEY)))).toBe(false);
  });
});
