import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { aChange } from "./fixture";
import type { LockMode } from "./lock";
import {
  affectedRoles,
  inverse,
  lockOf,
  redacted,
  subjectKey,
  subjectOf,
  verifierOf,
  whyNoInverse,
} from "./operations";
import { displayName } from "@/lib/postgres/identifier";
import { changeSchema, type ChangeKind } from "./schema";

const KINDS = changeSchema.options.map(({ shape }) => shape.kind.value);
const of = (kind: ChangeKind) => aChange[kind];

/** The lock on a table that each kind takes (PostgreSQL docs 13.3.1). */
const LOCKS: Record<ChangeKind, LockMode | null> = {
  role: null,
  password: null,
  "role setting": null,
  membership: null,
  privileges: null,
  "default privileges": null,
  "table owner": "ACCESS EXCLUSIVE",
  "replica identity": "ACCESS EXCLUSIVE",
  publication: null,
  "publication owner": null,
  published: "SHARE UPDATE EXCLUSIVE",
  "published schema": null,
  "database limit": null,
  slot: null,
  "system setting": null,
};

describe.each(KINDS)("a change of kind %s", (kind) => {
  test("takes the lock that Postgres takes, on the table that it names", () => {
    fc.assert(
      fc.property(of(kind), (change) => {
        const lock = lockOf(change);
        expect(lock?.mode ?? null).toBe(LOCKS[kind]);
        if (lock !== null) expect(change).toMatchObject({ table: lock.table });
      }),
    );
  });

  test("has an inverse that leads back, or a reason why not", () => {
    fc.assert(
      fc.property(of(kind), (change) => {
        const back = inverse(change);
        if (back === null) expect(whyNoInverse(change)).toMatch(/\.$/);
        else {
          expect(changeSchema.safeParse(back).success).toBe(true);
          expect(back).toMatchObject(
            "from" in change ? { kind, from: change.to, to: change.from } : { kind },
          );
          expect(subjectKey(back)).toBe(subjectKey(change));
        }
      }),
    );
  });

  test("of another subject has another key", () => {
    fc.assert(
      fc.property(of(kind), of(kind), (one, other) => {
        if (subjectOf(one) !== subjectOf(other)) expect(subjectKey(one)).not.toBe(subjectKey(other));
      }),
    );
  });

  test("concerns the roles that it names", () => {
    fc.assert(
      fc.property(of(kind), (change) => {
        const named = "role" in change && change.kind !== "membership" ? [displayName(change.role)] : null;
        if (named !== null) expect(affectedRoles(change)).toEqual(named);
        expect(affectedRoles(change)).not.toContain("");
      }),
    );
  });

  test("shows no verifier once it is redacted", () => {
    fc.assert(
      fc.property(of(kind), (change) => {
        const verifier = verifierOf(change);
        const text = JSON.stringify(redacted(change, "…"));
        if (verifier === null) expect(text).toBe(JSON.stringify(change));
        else expect(text).not.toContain(verifier);
        expect(text).not.toContain("SCRAM-SHA-256");
      }),
    );
  });
});
