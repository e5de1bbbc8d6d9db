import { expect, test } from "vitest";
import { targetSchema } from "./schema";
import { mayHoldSecret, withoutSecret } from "./base-url";

const SECRET = "qQzZ";

test.each([
  "http://electric:3000",
  "https://electric.example.com/",
  "https://electric.example.com/sync/eu",
  "http://[::1]:3000",
  "http://127.0.0.1:3000/a@b",
])("%s is taken as it is", (url) => {
  expect(mayHoldSecret(url)).toBe(false);
  expect(withoutSecret(url)).toBe(url);
  expect(targetSchema.parse({ electricUrl: url }).electricUrl).toBe(url);
});

test.each([
  [`http://ada:${SECRET}@electric:3000`, "http://electric:3000"],
  [`http://${SECRET}@electric:3000/`, "http://electric:3000"],
  [`http://:${SECRET}@electric:3000/sync`, "http://electric:3000/sync"],
  [`https://electric.example.com/?secret=${SECRET}`, "https://electric.example.com"],
  [`https://electric.example.com?secret=${SECRET}`, "https://electric.example.com"],
  [`https://electric.example.com/sync?api_secret=${SECRET}#x`, "https://electric.example.com/sync"],
  [`https://electric.example.com/#${SECRET}`, "https://electric.example.com"],
  ["https://electric.example.com/?", "https://electric.example.com"],
  [`http:\\\\ada:${SECRET}@electric:3000`, "http://electric:3000"],
  [`HTTP://ada:${SECRET}@electric:3000`, "http://electric:3000"],
  [`http://ada:${SECRET}%40x@electric`, "http://electric"],
  [`http://${SECRET}@`, null],
])("%s is refused, and what is stored of it is cleaned", (url, clean) => {
  expect(mayHoldSecret(url)).toBe(true);
  expect(withoutSecret(url)).toBe(clean);
  const read = targetSchema.safeParse({ electricUrl: url });
  expect(read.success).toBe(false);
  expect(read.error?.message).not.toContain(SECRET);
});
