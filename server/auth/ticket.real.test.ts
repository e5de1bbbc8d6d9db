import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { forgetKeys } from "../secrets/keys";
import { openTicket, sealTicket } from "./ticket";

beforeAll(() => {
  vi.stubEnv("DATABASE_URL", "postgresql://store.example/headroom");
  vi.stubEnv("HEADROOM_SECRET", "a secret that is long enough for a test");
});
afterAll(() => {
  vi.unstubAllEnvs();
  forgetKeys();
});

const now = Date.parse("2026-11-30T12:00:00Z");

test("a ticket names its subject until its time is over", () => {
  const ticket = sealTicket("reset", "b-7", 60, now);
  expect(openTicket("reset", ticket, now + 59_999)).toBe("b-7");
  expect(openTicket("reset", ticket, now + 60_000)).toBeNull();
});

test("a ticket of one kind is none of another", () => {
  expect(openTicket("second-factor", sealTicket("reset", "b-7", 60, now), now)).toBeNull();
});

test.each([
  ["absent", undefined],
  ["empty", ""],
  ["a word", "ticket"],
  ["two dots", "a.b.c"],
  ["signed by letters of two bytes", `e30.${"ä".repeat(43)}`],
  ["unsigned", `${Buffer.from('["reset","b-7",9999999999999]').toString("base64url")}.`],
])("a ticket that is %s opens nothing", (_name, ticket) => {
  expect(openTicket("reset", ticket, now)).toBeNull();
});

test("a ticket with another subject under the same signature opens nothing", () => {
  const [, signature = ""] = sealTicket("reset", "b-7", 60, now).split(".");
  const forged = Buffer.from(JSON.stringify(["reset", "a-1", now + 60_000])).toString("base64url");
  expect(openTicket("reset", `${forged}.${signature}`, now)).toBeNull();
});
