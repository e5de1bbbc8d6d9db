import { expect, test } from "vitest";
import { newPassword, verifierOf } from "./scram";

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

test("makes the verifier of the normalised password", () => {
  expect(verifierOf("\ufb01\u00adn", SALT)).toBe(verifierOf("fin", SALT));
});
