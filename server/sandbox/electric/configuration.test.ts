import { expect, test } from "vitest";
import { environmentOf, processEnvironment } from "@/lib/connect/environment";
import { factsWith } from "@/lib/connect/fixture";
import { configurationOf, RefusedEnvironment } from "./configuration";

const secrets = { password: "p%s/w:d", secret: "ab" };
const environment = processEnvironment(
  environmentOf(factsWith({ target: { poolSize: 8, role: "elec.tric", streamId: "shop" } }), secrets),
);

test("what Connect prints is what the stand-in reads", () => {
  expect(configurationOf(environment)).toEqual({
    login: {
      host: "db.example.com",
      port: 5432,
      database: "orders",
      user: "elec.tric",
      password: secrets.password,
      tls: true,
    },
    poolSize: 8,
    names: { role: "elec.tric", streamId: "shop" },
  });
});

test("what is not set is at Electric's default", () => {
  const { DATABASE_URL = "", ELECTRIC_SECRET = "" } = environment;
  expect(configurationOf({ DATABASE_URL, ELECTRIC_SECRET })).toMatchObject({
    poolSize: 20,
    names: { streamId: "default" },
  });
});

test.each([
  ["no DATABASE_URL", { DATABASE_URL: undefined }],
  ["no secret, which the guide forgets", { ELECTRIC_SECRET: undefined }],
  ["an sslmode that verifies", { DATABASE_URL: "postgresql://e:p@h/d?sslmode=verify-full" }],
  ["a stream id with a hyphen", { ELECTRIC_REPLICATION_STREAM_ID: "my-app" }],
  ["a pool size that is no number", { ELECTRIC_DB_POOL_SIZE: "many" }],
])("it does not start with %s, as Electric does not", (_, change) => {
  const changed = Object.fromEntries(
    Object.entries({ ...environment, ...change }).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  );
  expect(() => configurationOf(changed)).toThrow(RefusedEnvironment);
});
