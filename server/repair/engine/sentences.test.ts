import { DatabaseError } from "pg";
import { describe, expect, test } from "vitest";
import type { Blocker, Compared } from "@/lib/repair/run/schema";
import { sentences } from "./sentences";

const blocker: Blocker = {
  pid: 4711,
  role: "shop",
  applicationName: "web",
  state: "idle in transaction",
  ageMs: 180_000,
  table: "public.orders",
  mode: "RowExclusiveLock",
};

const compared: Compared = {
  check: "role.select",
  title: "Electric's role may read the tables",
  promised: true,
  before: "fail",
  after: "fail",
  found: "electric has no SELECT on public.orders",
};

function refusal(message: string, more: Partial<Pick<DatabaseError, "code" | "detail">> = {}): DatabaseError {
  return Object.assign(new DatabaseError(message, message.length, "error"), more);
}

test("a cluster that the provider made read-only is told as such", () => {
  const message = "pg_readonly: invalid statement because cluster is read-only";
  expect(sentences.refused(refusal(message, { code: "XX000" }))).toContain(
    "The provider has made this cluster read-only from outside",
  );
  expect(sentences.refused(refusal("internal error", { code: "XX000" }))).not.toContain("provider");
});

describe("locks that were not free", () => {
  test("by an autovacuum name its table, and nobody is told to end it", () => {
    const autovacuum = { ...blocker, role: "", applicationName: "", backendType: "autovacuum worker" };
    expect(sentences.blocked(3, [autovacuum])).toBe(
      "The locks were not free in 3 tries. autovacuum of public.orders, pid 4711, holds public.orders. Nothing was changed. It ends by itself: try again then.",
    );
    expect(sentences.blocked(3, [{ ...autovacuum, isWraparound: true }])).toContain(
      "autovacuum of public.orders to prevent wraparound, pid 4711",
    );
  });

  test("name who holds them, what it does, since when, and what to do", () => {
    expect(sentences.blocked(12, [blocker])).toBe(
      "The locks were not free in 12 tries. shop (web), pid 4711, idle in transaction, holds public.orders in a transaction that is 3 min old. Nothing was changed. End that transaction, or try again when it is quiet.",
    );
  });

  test("leave out what the server hides of another role's session", () => {
    const hidden = { ...blocker, applicationName: "", state: "", ageMs: null };
    expect(sentences.blocked(1, [hidden])).toContain(
      "in 1 try. shop, pid 4711, holds public.orders. Nothing was changed.",
    );
  });

  test("are told to be held by a prepared transaction with what ends it, for no session is there to be ended", () => {
    const prepared = { ...blocker, pid: null, gid: "order 7", applicationName: "", state: "" };
    expect(sentences.blocked(2, [prepared])).toBe(
      "The locks were not free in 2 tries. The prepared transaction “order 7” of shop, prepared 3 min ago, holds public.orders. Nothing was changed. COMMIT PREPARED 'order 7' keeps what it did and ROLLBACK PREPARED 'order 7' undoes it; its owner or a superuser may, in its own database. Then try again.",
    );
  });

  test("are told without a name where nobody was seen", () => {
    expect(sentences.blocked(12, [])).toContain("Other sessions hold them for a moment again and again.");
  });

  test("hand nothing on to a terminal that an application called itself", () => {
    const said = sentences.blocked(2, [
      { ...blocker, applicationName: "a\u001b[31m\nb", table: "public.x\ny" },
    ]);
    expect(said).toContain("(a [31m b)");
    expect(said).not.toMatch(/\p{Cc}/u);
  });
});

describe("what Postgres refused", () => {
  test("is told with its SQLSTATE, in one line", () => {
    expect(sentences.refused(refusal("permission denied\nfor table x", { code: "42P01" }))).toBe(
      "Rolled back: Postgres refused a statement: “permission denied for table x”, SQLSTATE 42P01. Nothing was changed.",
    );
    expect(sentences.refused(refusal("broken"))).toContain("“broken”. Nothing was changed.");
  });

  test("is told with its detail only where that names roles and objects, never where it may hold rows", () => {
    const detail = "owner of table public.orders";
    expect(sentences.refused(refusal("no", { code: "2BP01", detail }))).toContain(`(${detail})`);
    expect(sentences.refused(refusal("no", { code: "23505", detail: "Key (id)=(secret)" }))).not.toContain(
      "secret",
    );
    expect(sentences.refused(refusal("no", { detail: "Key (id)=(secret)" }))).not.toContain("secret");
  });
});

test("checks that would fail are named by their titles, all of them, with what was found", () => {
  const other = { ...compared, title: "Publication exists", found: "there is none" };
  expect(sentences.unpromised([compared, other])).toBe(
    "Rolled back: “Electric's role may read the tables” was promised, and electric has no SELECT on public.orders; “Publication exists” was promised, and there is none. Nothing was changed.",
  );
  expect(sentences.worse([compared])).toContain("would fail afterwards: electric has no SELECT");
});

test("of many changes that do not stand five are named and the others counted", () => {
  const subjects = (number: number) => Array.from({ length: number }, (_, at) => `the owner of t${at}`);
  expect(sentences.strange(subjects(5))).toMatch(/the owner of t4 would not stand as planned/);
  expect(sentences.strange(subjects(7))).toMatch(/the owner of t4; and 2 more would not stand as planned/);
});

test("what is missing comes with who can give it", () => {
  expect(
    sentences.missing([
      { what: "admin may not drop electric.", who: "A superuser.", sql: "DROP ROLE electric" },
      { what: "Electric still runs.", who: "Stop it.", sql: null },
    ]),
  ).toBe("Nothing was changed. admin may not drop electric. A superuser. Electric still runs. Stop it.");
});

test("one step is one, and a rehearsal says that nothing of it stayed", () => {
  expect(sentences.applied(1)).toContain("1 step, committed");
  expect(sentences.rehearsed(2)).toMatch(/2 steps ran, .* rolled back\. Nothing was changed\./);
});

test("a slot that waits for a prepared transaction says what ends that, for no page of connections does", () => {
  const open = { pid: null, role: "shop", applicationName: "", ageMs: 60_000, gid: "order 7" };
  const said = sentences.slotWaits("electric_slot_default", open);
  expect(said).toContain("held open as prepared “order 7” of shop, for 60 s. COMMIT PREPARED 'order 7'");
  expect(said).not.toContain("page of connections");
});

test("what a check or a server said with a stop of its own does not end in two", () => {
  const compared = {
    check: "a",
    title: "A",
    promised: true,
    before: "fail" as const,
    after: "fail" as const,
    found: "“t” has the default identity.",
  };
  const said = [
    sentences.unpromised([compared]),
    sentences.worse([compared]),
    sentences.other("The line broke."),
    sentences.noSession("Nothing listens there."),
  ];
  for (const sentence of said) expect(sentence).toMatch(/[a-z]\. Nothing was changed\.$/);
});
