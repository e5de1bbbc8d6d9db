import { expect, test } from "vitest";
import { blockerSentence } from "./blocker";
import type { Blocker } from "./schema";

const prepared: Blocker = {
  pid: null,
  gid: "order's 4711",
  role: "shop",
  applicationName: "",
  state: "",
  ageMs: 180_000,
  table: "public.orders",
  mode: "ROW EXCLUSIVE",
};

test("a prepared transaction is named by its gid, since when it is prepared, and what ends it", () => {
  expect(blockerSentence(prepared)).toBe(
    "public.orders is locked (ROW EXCLUSIVE) by the prepared transaction “order's 4711” of shop, prepared 3 min ago. COMMIT PREPARED 'order''s 4711' keeps what it did and ROLLBACK PREPARED 'order''s 4711' undoes it; its owner or a superuser may, in its own database.",
  );
});

test("nobody is told to end a session of a prepared transaction, for it has none", () => {
  expect(blockerSentence(prepared)).not.toContain("session");
});

test("who blocks is named with everything that can be seen of it, and no more", () => {
  const blocker = {
    pid: 4711,
    role: "shop",
    applicationName: "worker",
    state: "idle in transaction",
    ageMs: 185_000,
    table: "public.orders",
    mode: "ROW EXCLUSIVE",
  };
  expect(blockerSentence(blocker)).toBe(
    "public.orders is locked (ROW EXCLUSIVE) by session 4711 of shop (worker), idle in transaction, in a transaction for 3 min.",
  );
  expect(blockerSentence({ ...blocker, applicationName: "", state: "", ageMs: null })).toBe(
    "public.orders is locked (ROW EXCLUSIVE) by session 4711 of shop.",
  );
});
