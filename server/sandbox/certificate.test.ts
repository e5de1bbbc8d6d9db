import { X509Certificate, createPrivateKey } from "node:crypto";
import { expect, test } from "vitest";
import { selfSigned } from "./certificate";

test("the certificate is read back by Node, signed by its own key, and valid now", () => {
  const { certificate, key } = selfSigned("sandbox.localhost");
  const read = new X509Certificate(certificate);
  expect(read.subject).toBe("CN=sandbox.localhost");
  expect(read.issuer).toBe("CN=sandbox.localhost");
  expect(read.verify(read.publicKey)).toBe(true);
  expect(read.checkPrivateKey(createPrivateKey(key))).toBe(true);
  expect(Date.parse(read.validFrom)).toBeLessThan(Date.now());
  expect(Date.parse(read.validTo)).toBeGreaterThan(Date.now());
});
