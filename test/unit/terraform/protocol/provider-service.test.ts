import { status } from "@grpc/grpc-js";
import { describe, expect, it } from "@jest/globals";
import {
  CallFunction_Request,
  CallFunction_Response,
  Diagnostic_Severity,
  ListResource_Event,
  ListResource_Request,
  OpenEphemeralResource_Response,
  ReadResource_Request,
  ReadResource_Response,
} from "../../../../provider/terraform/protocol/gen/tfplugin6.ts";
import { GrpcError, GrpcStatus } from "../../../../provider/terraform/protocol/status.ts";
import { serveProvider } from "./support/provider.ts";

const path = (name: string): string => `/tfplugin6.Provider/${name}`;

const nothing = Buffer.of();
const value = { msgpack: Buffer.of(0xc0), json: nothing };

describe("a call", () => {
  it("gets its request decoded, and its answer encoded", async () => {
    const attribute = { steps: [{ attributeName: "a" }, { elementKeyInt: -(2 ** 40) }] };
    const { unary } = await serveProvider({
      readResource: async ({ typeName, currentState, private: bytes }) => ({
        newState: currentState,
        private: bytes,
        diagnostics: [
          { severity: Diagnostic_Severity.WARNING, summary: typeName, detail: "é", attribute },
        ],
      }),
    });
    const request = { typeName: "thing", currentState: value, private: Buffer.of(1, 2) };
    const answer = await unary(path("ReadResource"), ReadResource_Request.encode(request).finish());
    expect(ReadResource_Response.decode(answer)).toEqual({
      newState: value,
      private: Buffer.of(1, 2),
      diagnostics: [{ severity: 2, summary: "thing", detail: "é", attribute }],
      deferred: undefined,
      newIdentity: undefined,
    });
  });

  it("may leave out any field of its answer", async () => {
    const { unary } = await serveProvider({ readResource: async () => ({}) });
    await expect(unary(path("ReadResource"))).resolves.toHaveLength(0);
  });

  it("tells what is empty from what is not there", async () => {
    const renewAt = new Date("2026-11-26T04:05:06.789Z");
    const { unary } = await serveProvider({
      openEphemeralResource: async () => ({ renewAt, private: nothing }),
      callFunction: async ({ arguments: [first, ...others] }) => ({
        result: first,
        error: { text: String(others.length), functionArgument: 0 },
      }),
    });
    const opened = OpenEphemeralResource_Response.decode(
      await unary(path("OpenEphemeralResource")),
    );
    expect(opened).toMatchObject({ renewAt, private: nothing, result: undefined });
    const request = CallFunction_Request.encode({ name: "f", arguments: [value, value] });
    const called = await unary(path("CallFunction"), request.finish());
    expect(CallFunction_Response.decode(called)).toEqual({
      result: value,
      error: { text: "1", functionArgument: 0 },
    });
  });

  it("is UNIMPLEMENTED without a handler", async () => {
    const { unary, stream } = await serveProvider({});
    const unimplemented = { code: status.UNIMPLEMENTED };
    await expect(unary(path("ReadResource"))).rejects.toMatchObject(unimplemented);
    await expect(stream(path("ListResource"))).rejects.toMatchObject(unimplemented);
    await expect(unary(path("PlanAction"))).rejects.toMatchObject(unimplemented);
  });

  it("is INVALID_ARGUMENT where its request cannot be decoded", async () => {
    const { unary } = await serveProvider({ readResource: async () => ({}) });
    await expect(unary(path("ReadResource"), Buffer.of(0x0a, 0x7f))).rejects.toMatchObject({
      code: status.INVALID_ARGUMENT,
    });
  });

  it("ends with what its handler throws for the client", async () => {
    const { unary } = await serveProvider({
      readResource: async () => {
        throw new GrpcError(GrpcStatus.CANCELLED, "stopped");
      },
    });
    await expect(unary(path("ReadResource"))).rejects.toMatchObject({
      code: status.CANCELLED,
      details: "stopped",
    });
  });
});

describe("an answer that is encoded already", () => {
  it("goes before the handler", async () => {
    const { unary } = await serveProvider(
      {
        getProviderSchema: async () => {
          throw new Error("asked all the same");
        },
      },
      { getProviderSchema: async () => Buffer.from("raw") },
    );
    await expect(unary(path("GetProviderSchema"))).resolves.toEqual(Buffer.from("raw"));
  });

  it("needs no handler", async () => {
    const { unary } = await serveProvider({}, { getMetadata: async () => Buffer.from("raw") });
    await expect(unary(path("GetMetadata"))).resolves.toEqual(Buffer.from("raw"));
  });
});

describe("a list", () => {
  it("is sent one by one, up to its error", async () => {
    const { open } = await serveProvider({
      async *listResource({ typeName, limit }) {
        for (let index = 0; index < limit; index++) yield { displayName: `${typeName} ${index}` };
        throw new GrpcError(GrpcStatus.RESOURCE_EXHAUSTED, "the limit");
      },
    });
    const request = ListResource_Request.encode({
      typeName: "thing",
      includeResourceObject: false,
      limit: 3,
    });
    const names: string[] = [];
    const read = async (): Promise<void> => {
      for await (const event of open(path("ListResource"), request.finish())) {
        names.push(ListResource_Event.decode(Buffer.from(event)).displayName);
      }
    };
    await expect(read()).rejects.toMatchObject({ details: "the limit" });
    expect(names).toEqual(["thing 0", "thing 1", "thing 2"]);
  });
});
