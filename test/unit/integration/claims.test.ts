import { describe, expect, it } from "@jest/globals";
import { createClaims } from "../../../provider/integration/claims.ts";

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
