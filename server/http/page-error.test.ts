import { expect, test } from "vitest";
import { STORE_PROBLEMS } from "@/lib/store/problem";
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
