import * as fc from "fast-check";
import { describe, expect, it } from "@jest/globals";
import { createFrameDecoder, encodeFrame } from "../../../../provider/terraform/protocol/frame.ts";
import { GrpcStatus } from "../../../../provider/terraform/protocol/status.ts";

describe("any split of the bytes into chunks", () => {
  const messages = fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 6 });
  const cuts = fc.array(fc.nat({ max: 2000 }), { maxLength: 30 });

  it("decodes to the messages that were encoded", () => {
    const property = fc.property(messages, cuts, (list, places) => {
      const decoder = createFrameDecoder();
      const decoded = split(encodeAll(list), places).flatMap(decoder.push);
      decoder.end();
      expect(decoded.map((each) => [...each])).toEqual(list.map((each) => [...each]));
    });
    fc.assert(property);
  });

  it("is noticed where it ends inside a message", () => {
    const last = fc.uint8Array({ minLength: 1, maxLength: 300 });
    const property = fc.property(messages, last, cuts, fc.nat(), (list, end, places, missing) => {
      const decoder = createFrameDecoder();
      const bytes = encodeAll([...list, end]).subarray(0, -1 - (missing % (end.length + 4)));
      split(bytes, places).forEach(decoder.push);
      expect(decoder.end).toThrow("the message is cut off");
    });
    fc.assert(property);
  });
});

describe("a message that is refused", () => {
  it.each([
    ["compressed", [1, 0, 0, 0, 1, 7], GrpcStatus.UNIMPLEMENTED, "compressed"],
    ["over the limit", [0, 0, 0, 0, 11], GrpcStatus.RESOURCE_EXHAUSTED, "11 bytes"],
    ["of all ones", [0, 255, 255, 255, 255], GrpcStatus.RESOURCE_EXHAUSTED, "4294967295 bytes"],
  ])("%s, before all of it has arrived", (_, bytes, status, text) => {
    const { push } = createFrameDecoder(10);
    expect(() => push(Uint8Array.from(bytes))).toThrow(
      expect.objectContaining({ status, message: expect.stringContaining(text) }),
    );
  });
});

describe("a message as long as the limit", () => {
  it("is read", () => {
    const message = new Uint8Array(10).fill(7);
    const [decoded = []] = createFrameDecoder(10).push(encodeFrame(message));
    expect([...decoded]).toEqual([...message]);
  });
});

function encodeAll(messages: readonly Uint8Array[]): Buffer {
  return Buffer.concat(messages.map(encodeFrame));
}

function split(bytes: Buffer, places: readonly number[]): Buffer[] {
  const inside = places.map((place) => place % (bytes.length + 1)).sort((a, b) => a - b);
  return [0, ...inside].map((from, index) => bytes.subarray(from, inside[index] ?? bytes.length));
}
