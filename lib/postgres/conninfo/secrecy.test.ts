import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { electricUrlFlaws } from "@/lib/electric/url";
import { emptyForm, readForm, withReading, withSchemas } from "@/lib/databases/form";
import { readConnectionString } from "../connection-string";
import { escapePart } from "./write";

const single = (text: string) => `'${text.replaceAll("'", String.raw`'\''`)}'`;
const double = (text: string) => `"${text.replace(/["\\$`]/g, String.raw`\$&`)}"`;
const libpq = (text: string) => `'${text.replace(/['\\]/g, String.raw`\$&`)}'`;
const dotNet = (text: string) => `"${text.replaceAll('"', '""')}"`;
const uri = (password: string) => `postgresql://app:${escapePart(password)}@db.example.com:5433/shop`;

/** Each form with a password as that form escapes it. */
const FORMS: Record<string, (password: string) => string> = {
  uri,
  "uri with the password as a parameter": (password) =>
    `postgresql://app@db.example.com:5433/shop?password=${encodeURIComponent(password)}&connect_timeout=5`,
  jdbc: (password) =>
    `jdbc:postgresql://db.example.com:5433/shop?user=app&password=${escapePart(password)}&ssl=true`,
  driver: (password) => uri(password).replace("postgresql:", "postgresql+asyncpg:"),
  "several hosts": (password) => uri(password).replace(":5433", ":5433,b.example.com:5434"),
  "a port out of range": (password) => uri(password).replace("5433", "99999"),
  "bare IPv6": (password) => uri(password).replace("db.example.com", "2a05:d014::1"),
  "another system's": (password) => uri(password).replace("postgresql:", "mysql:"),
  keywords: (password) =>
    `host=db.example.com port=5433 user=app dbname=shop password=${libpq(password)} sslmode=require`,
  "keywords with a bad port": (password) =>
    `password=${libpq(password)} host=db.example.com port=99999 user=app`,
  dotNet: (password) =>
    `Host=db.example.com;Port=5433;Database=shop;Username=app;Password=${dotNet(password)};Pooling=true`,
  SqlClient: (password) =>
    `Server=db.example.com,5433;Initial Catalog=shop;User Id=app;Pwd=${dotNet(password)}`,
  psql: (password) => `PGPASSWORD=${single(password)} psql -h db.example.com -p 5433 -U app shop`,
  "psql with double quotes": (password) =>
    `PGPASSWORD=${double(password)} psql -h db.example.com -U app shop`,
  "psql with a URI": (password) => `psql ${single(uri(password))} -c 'SELECT 1'`,
  "psql with keywords": (password) =>
    `psql ${single(`host=db.example.com user=app password=${libpq(password)}`)}`,
  docker: (password) =>
    `docker run -e DATABASE_URL=${single(uri(password))} -e PGPASSWORD=${single(password)} image`,
  "docker on several lines": (password) =>
    `docker run \\\n  --env PGHOST=db.example.com \\\n  --env=PGPASSWORD=${single(password)} \\\n  -e PGUSER=app image`,
  "env with a URI": (password) => `# primary\nexport DATABASE_URL="${uri(password)}"\nPORT=3000`,
  "env in parts": (password) =>
    `PGHOST=db.example.com\nPGUSER=app\nPGPASSWORD=${double(password)}\nPGDATABASE=shop`,
  "yaml with a URI": (password) => `environment:\n  DATABASE_URL: "${uri(password)}"\n  OTHER: x`,
  "yaml in parts": (password) =>
    `host: db.example.com\nusername: app\npassword: '${password.replaceAll("'", "''")}'`,
  json: (password) => JSON.stringify({ host: "db.example.com", username: "app", password, port: 5433 }),
  "indented json": (password) => JSON.stringify({ db: { url: uri(password), password } }, null, 2),
  "without a scheme": (password) => uri(password).slice("postgresql://".length),
  "SqlClient's tcp": (password) =>
    `Server=tcp:db.example.com,5433;Database=shop;User Id=app;Password=${dotNet(password)};MultipleActiveResultSets=False;`,
  "a call": (password) =>
    `psycopg.connect(host="db.example.com", user="app", password=${JSON.stringify(password)})`,
  "an object": (password) =>
    `new Pool({ host: 'db.example.com', user: 'app', password: '${password.replace(/['\\]/g, String.raw`\$&`)}' })`,
  "a Secret of Kubernetes": (password) =>
    `kind: Secret\ndata:\n  DATABASE_URL: ${Buffer.from(uri(password)).toString("base64")}`,
  "a message": (password) => `the address is ${uri(password)} for now`,
  "two of them": (password) =>
    `DATABASE_URL=${uri(password)}\nDIRECT_URL=${uri(password)}\nSHADOW_URL=${uri(password)}`,
};

/** What a person can see of a text that was pasted: never the text itself. */
function shown(text: string): string {
  const { password: _, ...fields } = readConnectionString(text).fields;
  const { masked, flaws, schemas, port } = readConnectionString(text);
  const remedies = flaws.flatMap(({ remedy }) =>
    remedy === null ? [] : [remedy.label, readConnectionString(remedy.text).masked],
  );
  const form = withSchemas(withReading(emptyForm, readConnectionString(text)), readConnectionString(text));
  const read = readForm(form, electricUrlFlaws(text));
  const errors = "errors" in read ? read.errors : {};
  const { password: _password, ...values } = form;
  const all = [
    masked,
    fields,
    flaws.map(({ says }) => says),
    remedies,
    schemas,
    port,
    electricUrlFlaws(text),
    errors,
    values,
  ];
  return all
    .map((part) =>
      typeof part === "string"
        ? part
        : Object.values(part)
            .map((one) => (typeof one === "string" ? one : JSON.stringify(one)))
            .join("\n"),
    )
    .join("\n");
}

/** Passwords that begin and end with a token, so that a piece of one is found as well. */
const odd = fc
  .string({ unit: fc.constantFrom(...`'"\`\\$%&;=@:/?#[]{}<>|,.+ -_!*()^~äß漢`), maxLength: 12 })
  .map((noise) => `qQzZ${noise}zZqQ`);

const pieces = (password: string) => [
  password,
  encodeURIComponent(password),
  escapePart(password),
  "qQzZ",
  "zZqQ",
];

describe("no password stands in anything that is shown", () => {
  test.each(Object.entries(FORMS))("%s", (_name, write) => {
    fc.assert(
      fc.property(odd, (password) => {
        const text = write(password);
        for (const piece of pieces(password)) expect(shown(text)).not.toContain(piece);
        expect(readConnectionString(text).masked).toHaveLength(text.length);
      }),
    );
  });

  test.each(Object.entries(FORMS).filter(([name]) => !["another system's", "indented json"].includes(name)))(
    "and %s is read with the password as it was written",
    (_name, write) => {
      fc.assert(
        fc.property(odd, (password) => {
          expect(readConnectionString(write(password)).fields.password).toBe(password);
        }),
      );
    },
  );

  test.each(
    Object.entries(FORMS).filter(([name]) => name !== "another system's" && name !== "indented json"),
  )("nor where it looks like an address in %s", (_name, write) => {
    for (const password of ["qQzZ://zZqQ", "postgres://qQzZ:zZqQ@h/d", "qQzZ=1;zZqQ"]) {
      expect(shown(write(password)), password).not.toMatch(/qQzZ|zZqQ/);
      expect(readConnectionString(write(password)).fields.password).toBe(password);
    }
  });

  test("half of a character is no error", () => {
    expect(readConnectionString("postgres://postgres://\ud800").masked).toHaveLength(23);
    expect(escapePart("a\ud800b")).toBe("a%EF%BF%BDb");
  });

  test("a URI with a raw password of characters that it should escape", () => {
    const raw = fc.string({ unit: fc.constantFrom(...`@?:/#$!&=;,*'"[]{}|^~+ %`), maxLength: 10 });
    fc.assert(
      fc.property(raw, (noise) => {
        const text = `postgresql://app:qQzZ${noise}zZqQ@db.example.com:5433/shop?sslmode=require`;
        expect(shown(text)).not.toMatch(/qQzZ|zZqQ/);
      }),
    );
  });

  test("at no moment while a URI is typed", () => {
    const text = "postgresql://app:qQzZxyzZqQ@db.example.com:5433/shop";
    for (let end = 1; end <= text.length; end += 1)
      expect(shown(text.slice(0, end)), text.slice(0, end)).not.toMatch(/qQzZ|zZqQ/);
  });

  test("in a text that cannot be read, what is named like a secret is masked", () => {
    for (const text of [
      "my password: qQzZ zZqQ",
      "see ftp://joe:qQzZzZqQ@example.com",
      "DB_PASS=qQzZzZqQ",
      `{"apiToken": "qQzZ\\"zZqQ"`,
      "password => 'qQzZzZqQ'",
    ])
      expect(shown(text), text).not.toMatch(/qQzZ|zZqQ/);
  });
});

describe("any text at all", () => {
  const pieces = fc.constantFrom(
    ..."postgres:// jdbc: psql -h -p -U -d PGPASSWORD= DATABASE_URL= host= Host= ; : @ / ? # & = ' \" \\ \n \r { } [ ] , - $ docker -e %00 %zz ::1 99999 password Password= options=-c search_path= \0 - name: value: \uD800".split(
      " ",
    ),
    " ",
  );
  const texts = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.array(fc.oneof(pieces, fc.string({ maxLength: 4 })), { maxLength: 25 }).map((words) => words.join("")),
  );

  test("is read without an error, and its mask is as long as the text", () => {
    fc.assert(
      fc.property(texts, (text) => {
        const reading = readConnectionString(text);
        expect(reading.masked).toHaveLength(text.length);
        expect(reading.fields.port).toBeGreaterThan(0);
        expect(reading.fields.port).toBeLessThan(65_536);
        expect(typeof shown(text)).toBe("string");
        for (const { remedy } of reading.flaws) if (remedy) readConnectionString(remedy.text);
      }),
      { numRuns: 500 },
    );
  });
});
