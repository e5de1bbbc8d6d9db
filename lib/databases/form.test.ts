import { expect, test } from "vitest";
import { readConnectionString } from "@/lib/postgres/connection-string";
import { defaultTarget } from "@/lib/target/schema";
import {
  emptyForm,
  formOf,
  isRead,
  readForm,
  withoutReading,
  withReading,
  withSchemas,
  type FormValues,
} from "./form";
import type { Database } from "./database";

const filled = (change: Partial<FormValues> = {}): FormValues => ({
  ...withReading(emptyForm, readConnectionString("postgres://app:pw@db.example.com/shop?sslmode=require")),
  name: "Shop",
  ...change,
});

const errorsOf = (values: FormValues) => {
  const read = readForm(values, []);
  return "errors" in read ? read.errors : {};
};

test("a pasted string and a name make a whole database with Electric's defaults", () => {
  expect(readForm(filled(), [])).toMatchObject({
    input: {
      name: "Shop",
      host: "db.example.com",
      port: 5432,
      password: "pw",
      sslmode: "require",
      target: defaultTarget,
    },
  });
});

test("a string without sslmode means libpq's prefer, not ours", () => {
  expect(withReading(emptyForm, readConnectionString("postgres://a:b@h.example.com/d")).sslmode).toBe(
    "prefer",
  );
});

test("a string that cannot be read changes nothing that was typed", () => {
  expect(withReading(filled(), readConnectionString("hello"))).toEqual(filled());
});

test.each(["hello", "", "db example com", "{}"])(
  "a text that cannot be read, as “%s”, leaves no host of the string before",
  (text) => {
    expect(isRead(readConnectionString(text))).toBe(false);
    const { host, database, user, password, name, schemas } = withoutReading(filled(), emptyForm);
    expect({ host, database, user, password }).toEqual({ host: "", database: "", user: "", password: "" });
    expect({ name, schemas }).toEqual({ name: "Shop", schemas: "public" });
  },
);

test("a string of another server brings its own fields, and never the password of the one before", () => {
  const read = (text: string) => withReading(filled(), readConnectionString(text));
  expect(read("postgres://app@other.example.com/shop")).toMatchObject({
    host: "other.example.com",
    password: "",
  });
  expect(read("postgres//app:new@other.example.com/shop").host).not.toBe("db.example.com");
  expect(read("postgres://app@db.example.com/shop").password).toBe("pw");
});

test("every field that is wrong is named at once, under its own path", () => {
  expect(
    errorsOf({ ...emptyForm, port: "99999", poolSize: "many", electricUrl: "ftp://x", role: "" }),
  ).toMatchObject({
    name: expect.any(String),
    host: expect.any(String),
    port: "A port is 1 to 65535.",
    database: expect.any(String),
    user: expect.any(String),
    "target.poolSize": expect.any(String),
    "target.electricUrl": expect.any(String),
    "target.role": expect.any(String),
  });
});

test("schemas and tables are read one a line, as SQL names", () => {
  expect(readForm(filled({ schemas: 'public\n\n"My App"\n' }), [])).toMatchObject({
    input: { target: { scope: { kind: "schemas", schemas: ["public", "My App"] } } },
  });
  expect(readForm(filled({ scopeKind: "tables", tables: 'orders\n"My.App"."a.b"' }), [])).toMatchObject({
    input: {
      target: {
        scope: {
          kind: "tables",
          tables: [
            { schema: "public", name: "orders" },
            { schema: "My.App", name: "a.b" },
          ],
        },
      },
    },
  });
});

test("a line that is no name is quoted back with how to write it", () => {
  expect(errorsOf(filled({ scopeKind: "tables", tables: "Order Items" }))["target.scope"]).toContain(
    "Order Items",
  );
  expect(errorsOf(filled({ schemas: "" }))["target.scope"]).toBe("Choose at least one schema.");
});

test("a stored database opens as it was saved, without its password", () => {
  const read = readForm(filled({ scopeKind: "tables", tables: '"My.App"."a.b"' }), []);
  if (!("input" in read)) throw new Error("the form should be whole");
  const { password: _password, ...stored } = read.input;
  const database: Database = {
    ...stored,
    id: "6d0f3c5e-8f0e-4d7c-9a57-000000000000",
    kind: "own",
    provider: "other",
    hasPassword: true,
    archivedAt: null,
    createdAt: "2026-11-23T03:00:00Z",
  };
  const form = formOf(database);
  expect(form.password).toBe("");
  expect(readForm(form, [])).toEqual({ input: { ...stored, password: "" } });
});

test("instances, the pooled URL and the paces are kept when a database is edited", () => {
  const read = readForm(
    filled({ instances: "3", pooled: true, watched: false, liveSeconds: "5", idleSeconds: "120" }),
    [],
  );
  if (!("input" in read)) throw new Error("it is whole");
  expect(read.input).toMatchObject({
    target: { instances: 3, pooled: true },
    sampling: { on: false, liveMs: 5000, idleMs: 120_000 },
  });
  const database: Database = {
    ...read.input,
    id: "00000000-0000-4000-8000-000000000001",
    kind: "own",
    provider: "other",
    hasPassword: true,
    archivedAt: null,
    createdAt: "2026-11-23T03:00:00.000Z",
  };
  expect(readForm(formOf(database), [])).toMatchObject({
    input: { target: read.input.target, sampling: read.input.sampling },
  });
});

test("a pace that is none, and instances that are none, are named", () => {
  expect(errorsOf(filled({ instances: "0", liveSeconds: "soon", idleSeconds: "" }))).toMatchObject({
    "target.instances": "There is at least one instance.",
    "sampling.liveMs": "A pace is a number of seconds.",
    "sampling.idleMs": "A pace is a number of seconds.",
  });
});

test.each(["99999", "0", "-1"])("port %s of a string stays in the form, where it is an error", (port) => {
  const values = {
    ...filled(),
    ...withReading(filled(), readConnectionString(`postgres://u:p@h.example.com:${port}/d`)),
  };
  expect(values.port).toBe(port);
  expect(readForm(values, [])).toEqual({ errors: { port: "A port is 1 to 65535." } });
});

test("a port that is no number is an error as well", () => {
  const values = withReading(filled(), readConnectionString("postgres://u:p@h.example.com:54x/d"));
  expect(readForm(values, [])).toHaveProperty("errors.port");
});

test("the schemas that a string names become the target, quoted where they have to be", () => {
  const reading = readConnectionString("postgres://u:p@h/d?options=-c%20search_path%3Dcore,%22My.App%22");
  expect(withSchemas(filled(), reading).schemas).toBe('core\n"My.App"');
  expect(withSchemas(filled(), readConnectionString("postgres://u:p@h/d"))).toEqual(filled());
});
