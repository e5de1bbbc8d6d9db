import { hashPassword } from "better-auth/crypto";
import { expect, test } from "vitest";
import { hasHash, isOutdated, makeHash, NO_HASH } from "./password-hash";

test("a hash names its work, differs each time, and is of its password alone", async () => {
  const [one, other] = [await makeHash("ein längerer Satz"), await makeHash("ein längerer Satz")];
  expect(one).toMatch(/^\$scrypt\$ln=15,r=8,p=3\$[A-Za-z0-9+/]{22}==\$[A-Za-z0-9+/]{43}=$/);
  expect(other).not.toBe(one);
  expect(await hasHash("ein längerer Satz", one)).toBe(true);
  expect(await hasHash("ein la\u0308ngerer Satz", one)).toBe(true);
  for (const wrong of ["Ein längerer Satz", "ein längerer Satz ", "ein langerer Satz", ""])
    expect(await hasHash(wrong, one)).toBe(false);
  expect(isOutdated(one)).toBe(false);
});

test("a hash of an earlier version is good and outdated, and so is one with other work", async () => {
  const older = await hashPassword("an older sentence");
  expect(await hasHash("an older sentence", older)).toBe(true);
  expect(await hasHash("another sentence", older)).toBe(false);
  expect(isOutdated(older)).toBe(true);
  expect(isOutdated((await makeHash("x")).replace("ln=15", "ln=14"))).toBe(true);
});

test("no password has the hash that stands for no account", async () => {
  expect(await hasHash("", NO_HASH)).toBe(false);
});

test.each([
  "$scrypt$",
  "$scrypt$ln=31,r=8,p=1$AAAA$AAAA",
  "$scrypt$ln=15,r=8,p=3$$",
  "$scrypt$ln=15,r=8,p=3$AAAA$",
])("the damaged hash %j is an error, and costs no memory", async (text) => {
  await expect(hasHash("x", text)).rejects.toThrow();
});
