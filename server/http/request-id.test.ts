import { expect, test } from "vitest";
import { trustedProxiesSchema } from "../forwarded";
import { requestIdOf } from "./request-id";

const trusted = trustedProxiesSchema.parse("10.0.0.0/8");
const OURS = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const idFrom = (peer: string | undefined, id: string | string[] | undefined) =>
  requestIdOf({ peer, headers: { "x-request-id": id } }, trusted);

test.each([
  "7b1f0c9a5e2d4f6f8a1b2c3d4e5f6071",
  "0b6f3c1e-8a52-4c3e-9d1b-2f4a6c8e0d13",
  "Root=1-67891233-abcdef012345678912345678",
  "host.example/aBc+12:7==",
])("the id that a trusted proxy gave is taken: %s", (id) => {
  expect(idFrom("10.1.2.3", id)).toBe(id);
  expect(idFrom("::ffff:10.1.2.3", id)).toBe(id);
});

test("an id from another peer, or from none, is replaced by ours", () => {
  for (const peer of ["203.0.113.9", "::1", "unknown", "", undefined])
    expect(idFrom(peer, "chosen-by-a-stranger")).toMatch(OURS);
});

test.each([
  undefined,
  "",
  "short",
  "-begins-with-a-sign",
  "has a space in it",
  "twelve-chars, another-one",
  'quoted-"12345678"',
  "<script>alert(1)</script>",
  "line-break\n12345678",
  '{"level":"error"}',
  "ümlaut-12345678",
  "a".repeat(129),
  ["one-of-two-ids", "two-of-two-ids"],
])("an id that is not well-formed is replaced, a trusted proxy's too: %j", (id) => {
  expect(idFrom("10.1.2.3", id)).toMatch(OURS);
});

test("two requests have two ids", () => {
  expect(idFrom(undefined, undefined)).not.toBe(idFrom(undefined, undefined));
});
