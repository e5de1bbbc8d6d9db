import { expect, test } from "vitest";
import type { Change } from "@/lib/repair/changes/schema";
import { rightsWith } from "@/lib/privileges/fixture";
import type { Rights } from "@/lib/privileges/schema";
import { snapshotWith } from "@/lib/snapshot/fixture";
import { remainingPrivileges } from "./remaining-privileges";

const acl = [{ grantee: "electric", grantor: "postgres", privileges: ["SELECT", "UPDATE"], grantable: [] }];
const view = { type: "table" as const, schema: "public", name: "seen", owner: "postgres", acl, columns: [] };
const taking = (...privileges: string[]): Change => ({
  kind: "privileges",
  on: { type: "table", schema: "public", name: "seen" },
  column: null,
  grantee: "electric",
  privileges,
  grantOption: false,
  from: true,
  to: false,
});
const whats = (changes: Change[], change: (rights: Rights) => void, creator: string | null = null) =>
  remainingPrivileges(
    "electric",
    changes,
    snapshotWith((snapshot) => {
      if (creator !== null)
        snapshot.defaultPrivileges = [{ creator, schema: null, grantee: "electric", privilege: "SELECT" }];
    }),
    rightsWith(change),
  ).map(({ what }) => what);

test("rights that the run gave and its undo takes are no matter", () => {
  expect(whats([taking("SELECT", "UPDATE")], (rights) => void (rights.others = [view]))).toEqual([]);
});

test("rights that somebody gave since are named, each object once, also where a part of them is taken", () => {
  expect(whats([taking("SELECT")], (rights) => void (rights.others = [view]))).toEqual([
    "electric holds rights that this run did not give, and this drops the role: on public.seen.",
  ]);
});

test("default privileges for it are named by who would make the objects", () => {
  const other = {
    creator: "lead",
    schema: null,
    objects: "SEQUENCES" as const,
    privileges: ["USAGE"],
    grantOption: false,
  };
  expect(whats([], (rights) => void (rights.defaults = [other]), "app")).toEqual([
    "electric holds rights that this run did not give, and this drops the role: on what lead will make.",
  ]);
});

test("what keeps the role for good is named too", () => {
  const keeps = [{ type: "type", identity: "public.mood", how: "rights" as const }];
  expect(whats([], (rights) => void (rights.keeps = keeps))).toEqual([
    "electric cannot be dropped because of rights on the type public.mood.",
  ]);
});
