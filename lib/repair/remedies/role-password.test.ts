import { expect, test } from "vitest";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { contributed, noRole, statementsOf, withoutElectric } from "./fixture";
import { rolePassword } from "./role-password";

const choices = { verifier: "v" };

test("a role gets a new password only where one was asked for, and a new role brings its own", () => {
  expect(statementsOf(rolePassword)).toEqual([]);
  expect(statementsOf(rolePassword, { choices })).toEqual([`ALTER ROLE "electric" WITH PASSWORD 'v'`]);
  expect(statementsOf(rolePassword, { choices, snapshot: noRole, rights: withoutElectric })).toEqual([]);
});

test("where the provider refuses a hashed one the password stays, and where to set it is said", () => {
  const neon = {
    choices,
    snapshot: (snapshot: ReachedSnapshot) => void (snapshot.connection.provider = "neon"),
  };
  expect(statementsOf(rolePassword, neon)).toEqual([]);
  expect(contributed(rolePassword, neon).consequences?.join()).toContain("Neon's console");
});

test("it is said that the old one is gone for good", () => {
  expect(contributed(rolePassword, { choices })).toMatchObject({
    drafts: [{ says: expect.stringContaining("Nothing brings the old one back.") }],
    consequences: ["The old password of electric no longer works."],
  });
});

test("a password that the server refuses by its kind is fixed by one that is given, and left without", () => {
  const snapshot = (verifier: "none" | "md5" | "scram-sha-256") => (draft: ReachedSnapshot) => {
    if (draft.role !== null) draft.role.verifier = verifier;
  };
  for (const verifier of ["none", "md5"] as const) {
    expect(contributed(rolePassword, { choices, snapshot: snapshot(verifier) }).fixes).toEqual([
      "role.password",
    ]);
    expect(contributed(rolePassword, { snapshot: snapshot(verifier) })).toMatchObject({
      drafts: [],
      leaves: [{ check: "role.password" }],
    });
  }
  expect(contributed(rolePassword, { choices, snapshot: snapshot("scram-sha-256") }).fixes).toEqual([]);
  expect(contributed(rolePassword, { snapshot: snapshot("scram-sha-256") }).leaves).toBeUndefined();
});
