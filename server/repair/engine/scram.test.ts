import { expect, test } from "vitest";
import { newPassword, UnusablePassword, verifierOf } from "./scram";

const SALT = Buffer.from("W22ZaJ0SNY7soEsUEjb6gQ==", "base64");

test("makes the keys of RFC 7677 section 3: user `user`, password `pencil`", () => {
  // StoredKey and ServerKey are what the proofs of the example in the RFC are checked with.
  expect(verifierOf("pencil", SALT)).toBe(
    "SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=",
  );
});

test("a verifier has 4096 rounds, 16 bytes of salt and two keys of 32 bytes, and never the same salt twice", () => {
  const shape = /^SCRAM-SHA-256\$4096:([A-Za-z0-9+/]{22}==)\$[A-Za-z0-9+/]{43}=:[A-Za-z0-9+/]{43}=$/;
  const salts = Array.from({ length: 20 }, () => shape.exec(verifierOf("secret"))?.[1]);
  expect(new Set(salts).size).toBe(20);
  expect(salts).not.toContain(undefined);
});

test("a new password is 32 letters and digits, and no two are the same", () => {
  const made = Array.from({ length: 20 }, () => newPassword().password);
  for (const password of made) expect(password).toMatch(/^[A-Za-z0-9]{32}$/);
  expect(new Set(made).size).toBe(20);
});

test.each([
  ["a decomposed letter is the composed one", "e\u0301te\u0301", "\u00e9t\u00e9"],
  ["a space beyond ASCII is a space", "a\u00a0\u3000b", "a  b"],
  ["a soft hyphen and a joiner are nothing", "a\u00adb\u2060c", "abc"],
  ["a ligature and wide letters are their letters", "\ufb01\uff21", "fiA"],
])("%s", (_, typed, meant) => {
  expect(verifierOf(typed, SALT)).toBe(verifierOf(meant, SALT));
});

test.each([
  ["nothing", "", "empty"],
  ["a NUL", "a\0b", "control character"],
  ["a tab", "a\tb", "control character"],
  ["the end of a line", "ab\n", "control character"],
  ["a C1 control", "a\u0085b", "control character"],
  ["half a character", "a\ud83d", "UTF-8"],
  ["only what is mapped to nothing", "\u00ad\u00ad", "different programs"],
  [
    "joined emoji, which Postgres and other programs encode differently",
    "\u{1f468}\u200d\u{1f469}",
    "different programs",
  ],
])("%s is refused with the reason, and the password is not repeated", (_, password, reason) => {
  let said = "";
  try {
    verifierOf(password);
  } catch (error) {
    expect(error).toBeInstanceOf(UnusablePassword);
    said = String(error);
  }
  expect(said).toContain(reason);
  if (password !== "") expect(said).not.toContain(password);
});
