import { expect, test } from "vitest";
import { electricUrlFlaws } from "@/lib/electric/url";
import { electricUrl } from "./electric-url";

const address = {
  host: "db.example.com",
  port: 5432,
  database: "shop/eu",
  sslmode: "require",
  provider: "other",
  user: "postgres.nk35mx55qq",
  ipv6: false,
} as const;

test("the address for Electric has everything escaped, and Electric finds nothing wrong in it", () => {
  const url = electricUrl(address, "elec@tric", "p%s/w:d'!");
  expect(url).toBe(
    "postgresql://elec%40tric:p%25s%2Fw%3Ad%27%21@db.example.com:5432/shop%2Feu?sslmode=require",
  );
  expect(electricUrlFlaws(url).map(({ id }) => id)).toEqual([]);
});

test.each(["verify-ca", "verify-full"] as const)("%s, which Electric refuses, becomes require", (sslmode) => {
  const url = electricUrl({ ...address, database: "shop", sslmode }, "electric", "x");
  expect(url).toMatch(/\?sslmode=require$/);
  expect(electricUrlFlaws(url)).toEqual([]);
});

test("at PlanetScale the user name carries the branch, and no pooler", () => {
  const user = (stored: string) =>
    new URL(electricUrl({ ...address, provider: "planetscale", user: stored }, "electric", "x")).username;
  expect(user("postgres.nk35mx55qq")).toBe("electric.nk35mx55qq");
  expect(user("postgres.nk35mx55qq|pool")).toBe("electric.nk35mx55qq");
  expect(user("postgres")).toBe("electric");
  expect(new URL(electricUrl(address, "electric", "x")).username).toBe("electric");
});
