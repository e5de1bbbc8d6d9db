import { expect, test } from "vitest";
import { mailOf } from "./channels/mail";
import { letterOf, type LetterDatabase } from "./letter";
import { alertMessageSchema } from "./message";

const SLOT = "2026-11-30T08:00:00.000Z";
const HOME = "https://headroom.example.com";
const calm: LetterDatabase = {
  name: "orders",
  environment: "production",
  url: `${HOME}/databases/1`,
  now: { verdict: "ready", headroom: 8, failing: [] },
  before: { verdict: "ready", headroom: 8, failing: [] },
  runningOut: [],
};

const letter = (...databases: LetterDatabase[]) => letterOf(databases, SLOT, HOME);

test("a week in which nothing happened says that there is nothing to do", () => {
  const message = alertMessageSchema.parse(letter(calm));
  expect(message).toMatchObject({ event: "letter", headline: "Your week: nothing to do", subjects: [] });
  expect(message.sentences).toEqual([
    "1 database: 1 can run Electric, 0 short of connections.",
    "Nothing changed.",
  ]);
  expect(mailOf(message).subject).toBe("[Headroom] Your week: nothing to do");
});

test("a letter says what changed, what came nearer to its limit, and which ignores run out", () => {
  const worse: LetterDatabase = {
    ...calm,
    now: { verdict: "not ready", headroom: -7, failing: ["The role can replicate"] },
    before: { verdict: "ready", headroom: 3, failing: ["TRUNCATE is published"] },
    runningOut: [{ title: "A slot is lost", until: "2026-12-03" }],
  };
  const message = letter(
    worse,
    { ...calm, name: "catalog", before: null },
    { ...calm, name: "old", now: null },
  );
  expect(message.headline).toBe("Your week: 2 databases to look at");
  expect(message.sentences.slice(1)).toEqual([
    "What changed",
    "- orders: ready → not ready, worse.",
    "- orders: 1 check began to fail: The role can replicate.",
    "- orders: 1 check passes again: TRUNCATE is published.",
    "- catalog: new this week, ready.",
    "- old: never checked.",
    "Nearer to the limit",
    "- orders: 7 short, a week ago 3 left.",
    "Ignores that run out within 8 days",
    "- orders: “A slot is lost” is ignored until 3 Dec 2026.",
  ]);
  expect(mailOf(message).text).toContain(`${HOME}/databases/1`);
});

test("more headroom than a week ago is no news", () => {
  const message = letter({ ...calm, now: { verdict: "ready", headroom: 9, failing: [] } });
  expect(message.sentences.at(-1)).toBe("Nothing changed.");
});
