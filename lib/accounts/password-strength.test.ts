import { expect, test } from "vitest";
import { weaknessOf } from "./password-strength";

const ada = { name: "Ada Lovelace", email: "ada.lovelace@analytical.example" };

test.each([
  "a sentence to remember",
  "an engine of brass",
  "a new sentence",
  "vier Pferde und ein Kuchen",
  "my dog Rex is 11 years old",
  "Tr0ub4dor&3xcelsior",
  "k7#Vq9!mZ2@x",
  "девять чёрных котов",
  "馬が四頭とケーキが一つある",
])("%s is taken", (password) => {
  expect(weaknessOf(password, ada)).toBeNull();
});

test.each([
  ["aaaaaaaaaaaa", /repeats the same/],
  ["abcabcabcabc", /repeats the same/],
  ["hunter2hunter2", /repeats the same/],
  ["xk9xk9xk9xk9x", /repeats the same/],
  ["123456789012", /keyboard|sequence|number/],
  ["abcdefghijkl", /sequence/],
  ["987654321098", /sequence|keyboard|number/],
  ["qwertyuiopas", /keyboard/],
  ["QWERTYUIOP12", /keyboard/],
  ["1q2w3e4r5t6y", /keyboard/],
  ["zaq12wsxcde3", /keyboard/],
  ["1qaz2wsx3edc", /keyboard/],
  ["poiuytrewq!!", /keyboard/],
  ["password1234", /leaked/],
  ["P@ssw0rd1234", /leaked/],
  ["Welcome2026!", /leaked/],
  ["Summer2026!!!!", /leaked/],
  ["letmein letmein1", /leaked/],
  ["iloveyou12345", /leaked/],
  ["correct horse battery staple", /leaked/],
  ["Correct-Horse-Battery-Staple", /leaked/],
  ["adminadmin123", /leaked/],
  ["headroom2026!", /product/],
  ["Electric.Headroom", /product/],
  ["Ada Lovelace", /your own name/],
  ["adalovelace1815", /your own name/],
  ["L0velace-4da!", /your own name/],
  ["ada.lovelace@analytical.example", /your own name/],
  ["analytical123", /your own name/],
  ["20261130-20261201", /number/],
])("%s is refused, with the reason", (password, reason) => {
  expect(weaknessOf(password, ada)).toMatch(reason);
});

test("a name is only the weakness of its owner", () => {
  expect(weaknessOf("lovelace-ada", { name: "Grace", email: "grace@navy.example" })).toBeNull();
  expect(weaknessOf("lovelace-ada", ada)).toMatch(/your own name/);
});

test("passwords of the greatest length are judged", () => {
  expect(weaknessOf("ab1!".repeat(50))).toMatch(/repeats/);
  expect(weaknessOf("four horses and a cake ".repeat(9).slice(0, 200))).toBeNull();
});
