import { describe, expect, it, jest } from "@jest/globals";
import { Secret } from "../../../provider/integration/secret.ts";
import type { SigmaPort } from "../../../provider/integration/port.ts";
import { lazyPort } from "../../../provider/runtime/lazy-port.ts";

const { signal } = new AbortController();
const vendor = { name: "openai", apiKey: new Secret("k") } as const;

function fakePort() {
  return {
    identify: jest.fn<SigmaPort["identify"]>(async () => ({ organizationId: "org-acme" })),
    currentUser: jest.fn<SigmaPort["currentUser"]>(async () => "user-ada"),
    read: jest.fn<SigmaPort["read"]>(async () => ({ kind: "absent" })),
    save: jest.fn<SigmaPort["save"]>(async () => ({ kind: "saved" })),
    remove: jest.fn<SigmaPort["remove"]>(async () => ({ kind: "removed" })),
  };
}

describe("a lazy port", () => {
  it("opens nothing until it is used, and then once", async () => {
    const open = jest.fn(async () => fakePort());
    const port = lazyPort(open);
    expect(open).not.toHaveBeenCalled();
    await Promise.all([port.read(signal), port.identify(signal), port.read(signal)]);
    expect(open).toHaveBeenCalledTimes(1);
  });

  it("hands everything on", async () => {
    const real = fakePort();
    const port = lazyPort(async () => real);
    await expect(port.identify(signal)).resolves.toEqual({ organizationId: "org-acme" });
    await expect(port.currentUser(signal)).resolves.toBe("user-ada");
    await expect(port.read(signal)).resolves.toEqual({ kind: "absent" });
    await expect(port.save(vendor, signal)).resolves.toEqual({ kind: "saved" });
    await expect(port.remove(signal)).resolves.toEqual({ kind: "removed" });
    expect(real.identify).toHaveBeenCalledWith(signal);
    expect(real.currentUser).toHaveBeenCalledWith(signal);
    expect(real.read).toHaveBeenCalledWith(signal);
    expect(real.save).toHaveBeenCalledWith(vendor, signal);
    expect(real.remove).toHaveBeenCalledWith(signal);
  });

  it("fails at its use, not before, where it cannot be opened", async () => {
    const port = lazyPort(async () => await Promise.reject(new Error("no credentials")));
    await expect(port.read(signal)).rejects.toThrow("no credentials");
    await expect(port.save(vendor, signal)).rejects.toThrow("no credentials");
  });
});
