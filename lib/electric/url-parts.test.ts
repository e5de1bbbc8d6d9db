import { expect, test } from "vitest";
import { readsAsUrl } from "./url-parts";

test("a URL is taken apart, its options decoded", () => {
  const { options, ...parts } = readsAsUrl("postgresql://app:secret@db.example:6432/orders?a=1+2&b=%2Fx&c");
  expect(parts).toEqual({
    scheme: "postgresql",
    userinfo: "app:secret",
    host: "db.example",
    afterHost: ":6432",
  });
  expect([...options]).toEqual([
    ["a", "1 2"],
    ["b", "/x"],
    ["c", ""],
  ]);
});

test("the user part ends at the last @ before the path", () => {
  expect(readsAsUrl("postgres://app:p@ss@db/orders?x=a@b")).toMatchObject({
    userinfo: "app:p@ss",
    host: "db",
  });
  expect(readsAsUrl("postgres://db/a@b").userinfo).toBeNull();
});

test("brackets belong to an IPv6 address and not to the host", () => {
  expect(readsAsUrl("postgres://[::1]:5432/x")).toMatchObject({ host: "::1", afterHost: ":5432" });
});

test("a scheme is read in lower case; a fragment, an escape that is broken and a missing value are no error", () => {
  const { scheme, options } = readsAsUrl("POSTGRES://db/x?a=%zz&b=c=d#frag?e=f");
  expect(scheme).toBe("postgres");
  expect([...options]).toEqual([
    ["a", "%zz"],
    ["b", "c=d"],
  ]);
});

test("a text that is no URL has no parts", () => {
  expect(readsAsUrl("db/orders")).toMatchObject({ scheme: "", host: "", userinfo: null });
});
