import { expect, test } from "vitest";
import { system } from "../context";
import { makePassword } from "./password";

test("a password that is made for a person has 128 random bits, in groups that can be read out", async () => {
  const [one, other] = await Promise.all([makePassword(system), makePassword(system)]);
  expect(one.password).toMatch(/^(?:[0-9a-f]{8}-){3}[0-9a-f]{8}$/);
  expect(one.password).not.toBe(other.password);
  expect(one.hash).not.toContain(one.password);
});
