import { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import { expect, test } from "vitest";
import { requestOfDigest } from "@/lib/http/request-digest";
import { STORE_PROBLEMS } from "@/lib/failure/store-problem";
import { NotFound } from "../errors";
import { withExchange } from "./exchange";
import { forPage } from "./page-error";

const fromStore = (code: string, message = "said by the driver") =>
  new Error("Failed query: select $1\nparams: secret", {
    cause: Object.assign(new Error(message), { code }),
  });

test.each([
  ["25006", "store-read-only"],
  ["53100", "store-full"],
  ["ECONNREFUSED", "store-unavailable"],
  ["57014", "store-unavailable"],
])("an error of the store with %s gets the mark %s, which has a text", async (code, digest) => {
  const error = await forPage(Promise.reject(fromStore(code))).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ digest, message: expect.not.stringContaining("secret") });
  expect(Object.keys(STORE_PROBLEMS)).toContain(digest);
});

test("a store that fell silent is marked, and any other error stays what it is", async () => {
  const silent = new Error("Failed query", { cause: new Error("Query read timeout") });
  await expect(forPage(Promise.reject(silent))).rejects.toMatchObject({ digest: "store-unavailable" });
  const other = new Error("other");
  await expect(forPage(Promise.reject(other))).rejects.toBe(other);
  await expect(forPage(Promise.resolve(5))).resolves.toBe(5);
});

test("an unexpected error carries the id of its request to the page; a refusal and an error with a mark do not change", async () => {
  const inRequest = <Result>(work: () => Promise<Result>): Promise<Result> =>
    new Promise((resolve, reject) => {
      const response = new ServerResponse(new IncomingMessage(new Socket()));
      withExchange({ response, requestId: "4b1f7c2e-90ab" }, () => void work().then(resolve, reject));
    });
  const thrown = (error: unknown) =>
    inRequest(() => forPage(Promise.reject(error))).catch((found: unknown) => found);
  const found = await thrown(new RangeError("a defect"));
  expect(found).toMatchObject({ digest: "request-4b1f7c2e-90ab" });
  expect(requestOfDigest("request-4b1f7c2e-90ab")).toBe("4b1f7c2e-90ab");
  expect([undefined, "1234567", "store-full", "request-<b>"].map(requestOfDigest)).toEqual(
    Array(4).fill(null),
  );
  expect(await thrown(new NotFound())).not.toHaveProperty("digest");
  const redirect = Object.assign(new Error("NEXT_REDIRECT"), { digest: "NEXT_REDIRECT;/" });
  expect(await thrown(redirect)).toMatchObject({ digest: "NEXT_REDIRECT;/" });
  expect(await thrown(Object.freeze(new Error("frozen")))).toMatchObject({ message: "frozen" });
});
