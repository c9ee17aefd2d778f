import * as fc from "fast-check";
import { describe, expect, it } from "@jest/globals";
import {
  encodeMessage,
  GrpcStatus,
  statusHeaders,
} from "../../../../provider/terraform/protocol/status.ts";

describe("encodeMessage", () => {
  it.each([
    ["plain text", "plain text"],
    ["50 % off", "50 %25 off"],
    ["two\nlines\t", "two%0Alines%09"],
    ["~é€😀\u007f", "~%C3%A9%E2%82%AC%F0%9F%98%80%7F"],
  ])("%j", (message, encoded) => {
    expect(encodeMessage(message)).toBe(encoded);
  });

  it("is printable ASCII, from which any text comes back", () => {
    const property = fc.property(fc.string({ unit: "grapheme" }), (message) => {
      const encoded = encodeMessage(message);
      expect(encoded).toMatch(/^[\x20-\x7e]*$/);
      expect(decodeURIComponent(encoded)).toBe(message);
    });
    fc.assert(property);
  });
});

describe("statusHeaders", () => {
  it("leave out a message that is empty", () => {
    expect(statusHeaders(GrpcStatus.OK)).toEqual({ "grpc-status": 0 });
  });
});
