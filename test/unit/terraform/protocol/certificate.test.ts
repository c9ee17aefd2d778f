import { describe, expect, it } from "@jest/globals";
import { createPrivateKey, X509Certificate } from "node:crypto";
import { createCertificate } from "../../../../provider/terraform/protocol/certificate.ts";

const DAY = 24 * 60 * 60 * 1000;

describe("createCertificate", () => {
  const made = createCertificate();
  const read = new X509Certificate(made.cert);

  it("is for localhost, and its own authority", () => {
    expect(read.subject).toBe("CN=localhost");
    expect(read.checkHost("localhost")).toBe("localhost");
    expect(read.subjectAltName).toBe("DNS:localhost");
    expect(read.ca).toBe(true);
    expect(read.checkIssued(read)).toBe(true);
    expect(read.verify(read.publicKey)).toBe(true);
  });

  it("is for servers and for clients", () => {
    expect(read.keyUsage).toEqual(["1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2"]);
  });

  it("is good from yesterday for years", () => {
    const now = Date.now();
    expect(read.validFromDate.getTime()).toBeLessThan(now - DAY / 2);
    expect(read.validToDate.getTime()).toBeGreaterThan(now + 5 * 365 * DAY);
  });

  it("belongs to its key, on P-256", () => {
    expect(read.checkPrivateKey(createPrivateKey(made.key))).toBe(true);
    expect(read.publicKey.asymmetricKeyDetails).toMatchObject({ namedCurve: "prime256v1" });
  });

  it("is the same in DER", () => {
    expect(Buffer.from(made.der).equals(read.raw)).toBe(true);
  });

  it("has another key and another positive number each time", () => {
    const others = Array.from({ length: 20 }, () => new X509Certificate(createCertificate().cert));
    const all = [read, ...others];
    expect(new Set(all.map(({ serialNumber }) => serialNumber)).size).toBe(all.length);
    expect(new Set(all.map(({ fingerprint256 }) => fingerprint256)).size).toBe(all.length);
    for (const { serialNumber } of all) expect(serialNumber).toMatch(/^[4-7][0-9A-F]{31}$/);
  });
});
