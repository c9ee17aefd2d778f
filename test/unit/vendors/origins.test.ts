import { describe, expect, it } from "@jest/globals";
import { vendorRoute } from "../../../provider/vendors/probes/origins.ts";
import { startStub } from "../sigma/support/stub-sigma.ts";
import { azure, keyed, probe } from "./support/probing.ts";

const OPENAI = new URL("https://api.openai.com/v1/models?limit=1");

describe("a request for a vendor", () => {
  it.each([undefined, "", " "])("goes to the vendor with SIGMA_AI_VENDOR_ORIGINS=%j", (list) => {
    expect(vendorRoute(list)(OPENAI)).toEqual({ url: OPENAI });
  });

  it.each([
    ["*=http://127.0.0.1:4010", "http://127.0.0.1:4010/v1/models?limit=1"],
    ["*=http://localhost:1/", "http://localhost:1/v1/models?limit=1"],
    ["*=https://127.0.0.1:4010", "https://127.0.0.1:4010/v1/models?limit=1"],
    ["*=http://[::1]:4010", "http://[::1]:4010/v1/models?limit=1"],
    [
      "API.OpenAI.com=http://127.0.0.1:1,*=http://127.0.0.1:2",
      "http://127.0.0.1:1/v1/models?limit=1",
    ],
    [
      " x.example=http://127.0.0.1:1 , *=http://127.0.0.1:2 ",
      "http://127.0.0.1:2/v1/models?limit=1",
    ],
  ])("goes with %j to a stand-in, and names the vendor", (list, url) => {
    const destination = vendorRoute(list)(OPENAI);
    expect([destination.url.href, destination.host]).toEqual([url, "api.openai.com"]);
  });

  it.each([
    ["another machine", "*=http://10.0.0.1:4010"],
    [
      "an address of this machine that a proxy would be sent the key for",
      "*=http://127.0.0.2:4010",
    ],
    ["a host that starts like this one", "*=http://127.0.0.1.evil.example"],
    ["a name that ends like this one", "*=http://evil-localhost"],
    ["this machine in the user's part", "*=http://127.0.0.1@evil.example"],
    ["a user", "*=http://me@127.0.0.1"],
    ["a path", "*=http://127.0.0.1/path"],
    ["a query", "*=http://127.0.0.1/?q"],
    ["another protocol", "*=ftp://127.0.0.1"],
    ["no origin", "*="],
    ["no host", "=http://127.0.0.1"],
    ["no pair", "http://127.0.0.1"],
    ["a pattern", "*.openai.com=http://127.0.0.1"],
    ["an empty entry", "*=http://127.0.0.1,"],
  ])("is not sent where the list has %s", (_, list) => {
    expect(() => vendorRoute(list)).toThrow(
      expect.objectContaining({ code: "INVALID_CONNECTION" }),
    );
  });

  it("is not sent where the list does not name the host", async () => {
    const stub = await startStub();
    const origins = `api.anthropic.com=${stub.url}`;
    for (const vendor of [keyed("openai"), keyed("gemini"), azure()]) {
      await expect(probe(vendor, stub, { origins })).rejects.toThrow(
        /^SIGMA_AI_VENDOR_ORIGINS: the list does not name .*nothing was sent there/,
      );
    }
    expect(stub.requests).toEqual([]);
  });
});
