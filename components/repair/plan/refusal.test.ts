import { expect, test } from "vitest";
import { isGone, jsonOf, Refused, retryUpTo } from "./refusal";

const refusedBy = async (status: number, body: string): Promise<unknown> =>
  jsonOf(new Response(body, { status })).catch((error: unknown) => error);

test("a refusal keeps the server's text, its fields and its status", async () => {
  const error = await refusedBy(422, JSON.stringify({ message: "Look again.", fields: { as: "Unknown." } }));
  expect(error).toMatchObject({
    message: "Look again.",
    status: 422,
    refusal: { fields: { as: "Unknown." } },
  });
});

test("an answer without a text of ours says which status it had", async () => {
  expect(await refusedBy(502, "<html>")).toMatchObject({ message: expect.stringContaining("502") });
});

test("what is not there is not asked for again by itself, a server or a line that failed is", async () => {
  const gone = new Refused({ message: "It is not here.", fields: {} }, 404);
  const broken = new Refused({ message: "It broke.", fields: {} }, 503);
  expect([gone, broken, new TypeError("offline")].map((error) => retryUpTo(2)(0, error))).toEqual([
    false,
    true,
    true,
  ]);
  expect(retryUpTo(2)(2, broken)).toBe(false);
  expect([gone, broken, null].map(isGone)).toEqual([true, false, false]);
});
