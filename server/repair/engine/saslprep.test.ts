import { expect, test } from "vitest";
import { preparedPassword, UnusablePassword } from "./saslprep";

test.each([
  ["a decomposed letter is the composed one", "e\u0301te\u0301", "\u00e9t\u00e9"],
  ["a space beyond ASCII is a space", "a\u00a0\u3000\u200bb", "a   b"],
  ["a soft hyphen and a joiner are nothing", "a\u00adb\u2060c", "abc"],
  ["a ligature and wide letters are their letters", "\ufb01\uff21", "fiA"],
  ["a superscript beside the euro sign is a digit", "5\u20ac/m\u00b2", "5\u20ac/m2"],
  ["an ellipsis between dashes is three dots", "\u2013\u2026\u2013", "\u2013...\u2013"],
  ["a micro sign beside Thai is a Greek letter", "\u0e01\u00b5", "\u0e01\u03bc"],
  ["spaces in Hebrew are spaces", "\u05e9\u00a0\u05dc", "\u05e9 \u05dc"],
])("%s", (_, typed, meant) => {
  expect(preparedPassword(typed)).toBe(meant);
});

test.each([
  ["ASCII", "pa:ss/w@rd 'quoted' \\ $$"],
  ["an emoji, which Unicode 3.2 has not", "hush \u{1f680}"],
  ["joined emoji", "\u{1f468}\u200d\u{1f469}"],
  ["an emoji beside a ligature", "\u{1f680}\ufb01"],
  ["only what is mapped to nothing", "\u00ad\u00ad"],
  ["Hebrew beside Latin letters, with a soft hyphen", "\u05e9\u00adabc"],
  ["Hebrew that ends in a digit", "\u05e9\u00ad1"],
  ["a character for private use", "\ue000\ufb01"],
])("%s stays as it is, for Postgres takes its bytes", (_, password) => {
  expect(preparedPassword(password)).toBe(password);
});

test.each([
  ["nothing", "", "empty"],
  ["a NUL", "a\0b", "control character"],
  ["a tab", "a\tb", "control character"],
  ["the end of a line", "ab\n", "control character"],
  ["a C1 control", "a\u0085b", "control character"],
  ["half a character", "a\ud83d", "UTF-8"],
  [
    "a square of Unicode 12.1, which the RFC turns into two letters and Postgres leaves",
    "\u32ff",
    "programs",
  ],
  ["an accent that the RFC turns into an allowed one and Postgres leaves", "a\u0340", "programs"],
  ["a sign for alef, which the RFC takes for Hebrew and Postgres does not", "\u2135bc", "programs"],
  ["Hebrew with a trade mark, which the RFC takes for Latin letters", "\u05e9\u2122\u05e9", "programs"],
  ["Arabic that ends in a combining mark", "\u0627\u0653", "programs"],
])("%s is refused with the reason, and the password is not repeated", (_, password, reason) => {
  let said = "";
  try {
    preparedPassword(password);
  } catch (error) {
    expect(error).toBeInstanceOf(UnusablePassword);
    said = String(error);
  }
  expect(said).toContain(reason);
  if (password !== "") expect(said).not.toContain(password);
});
