import { expect, test } from "vitest";
import { codeAt, fromBase32, otpauthUri, stepAt, stepsOf, toBase32 } from "./totp";

const bytesOf = (text: string) => new TextEncoder().encode(text);
const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

/** The secret of RFC 6238, appendix B, for SHA-1. */
const secret = toBase32(bytesOf("12345678901234567890"));

test.each([
  [59, "287082"],
  [1_111_111_109, "081804"],
  [1_111_111_111, "050471"],
  [1_234_567_890, "005924"],
  [2_000_000_000, "279037"],
  [20_000_000_000, "353130"],
])("the code at %i s is that of RFC 6238, appendix B", async (seconds, code) => {
  expect(await codeAt(secret, stepAt(seconds * 1000))).toBe(code);
});

test.each(["f", "fo", "foo", "foob", "fooba", "foobar"])("%s survives Base32", (text) => {
  expect(textOf(fromBase32(toBase32(bytesOf(text))))).toBe(text);
});

test("Base32 is that of RFC 4648 without its padding, and is read in any case and spacing", () => {
  expect(toBase32(bytesOf("foobar"))).toBe("MZXW6YTBOI");
  expect(textOf(fromBase32("mzxw 6ytb oi"))).toBe("foobar");
});

test("a code is taken one step early and one step late, and no further", async () => {
  const at = 1_111_111_111_000;
  const step = stepAt(at);
  for (const near of [-1, 0, 1])
    expect(await stepsOf(secret, await codeAt(secret, step + near), at)).toEqual([step + near]);
  for (const far of [-2, 2]) expect(await stepsOf(secret, await codeAt(secret, step + far), at)).toEqual([]);
});

test("an app reads account and issuer from the address, whatever characters they have", () => {
  const uri = new URL(otpauthUri(secret, "ada+x@example.com", "Headroom: prod & more"));
  expect(uri.searchParams.get("issuer")).toBe("Headroom: prod & more");
  expect(uri.searchParams.get("secret")).toBe(secret);
  expect(decodeURIComponent(uri.pathname)).toContain("Headroom: prod & more:ada+x@example.com");
});
