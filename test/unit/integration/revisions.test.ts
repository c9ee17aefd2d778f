import { describe, expect, it } from "@jest/globals";
import {
  attribution,
  revisionMoved,
  revisionSource,
} from "../../../provider/integration/revisions.ts";

describe("revisionMoved", () => {
  it.each<[string, string | undefined, string | undefined, boolean | undefined]>([
    ["the same", "api:7", "api:7", false],
    ["moved on", "api:7", "api:8", true],
    ["moved back", "api:7", "api:6", true],
    ["an opaque text", "api:x1", "api:x2", true],
    ["a time", "updatedAt:2026-11-23T10:00:00Z", "updatedAt:2026-11-23T10:00:01Z", true],
    ["the same time", "updatedAt:2026-11-23T10:00:00Z", "updatedAt:2026-11-23T10:00:00Z", false],
    ["another source", "api:7", "portal:8", undefined],
    ["another source, same text", "api:7", "updatedAt:7", undefined],
    ["nothing applied", undefined, "api:7", undefined],
    ["nothing reported", "api:7", undefined, undefined],
    ["neither", undefined, undefined, undefined],
  ])("%s", (_, appliedRevision, remoteRevision, expected) => {
    const given = {
      ...(appliedRevision === undefined ? {} : { appliedRevision }),
      ...(remoteRevision === undefined ? {} : { remoteRevision }),
    };
    expect(revisionMoved(given)).toBe(expected);
  });
});

describe("revisionSource", () => {
  it.each([
    ["api:7", "api"],
    ["updatedAt:2026-11-23T10:00:00Z", "updatedAt"],
    ["portal:", "portal"],
  ])("%s", (revision, expected) => {
    expect(revisionSource(revision)).toBe(expected);
  });
});

describe("attribution", () => {
  it.each([
    ["who and when", { updatedBy: "ada", updatedAt: "10:00" }, ", by ada at 10:00"],
    ["who", { updatedBy: "ada" }, ", by ada"],
    ["when", { updatedAt: "10:00" }, " at 10:00"],
    ["neither", {}, ""],
  ])("%s", (_, given, expected) => {
    expect(attribution(given)).toBe(expected);
  });
});
