import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { electricUrlFlaws } from "@/lib/electric/url";
import { emptyForm, readForm, withReading, withSchemas } from "@/lib/databases/form";
import { readConnectionString } from "../connection-string";
import { FORMS, oddPasswords, piecesOf, STATEMENTS } from "./fixture";
import { escapePart } from "./write";

/** Returns what a person can see of a text that was pasted: never the text itself. */
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

describe("no password stands in anything that is shown", () => {
  test.each(Object.entries(FORMS))("%s", (_name, write) => {
    fc.assert(
      fc.property(oddPasswords, (password) => {
        const text = write(password);
        for (const piece of piecesOf(password)) expect(shown(text)).not.toContain(piece);
        expect(readConnectionString(text).masked).toHaveLength(text.length);
      }),
    );
  });

  test.each(Object.entries(FORMS).filter(([name]) => !["another system's", "indented json"].includes(name)))(
    "and %s is read with the password as it was written",
    (_name, write) => {
      fc.assert(
        fc.property(oddPasswords, (password) => {
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

  test.each(Object.entries(STATEMENTS))("%s of SQL", (_name, write) => {
    fc.assert(
      fc.property(oddPasswords, (password) => {
        const text = write(password);
        for (const piece of piecesOf(password)) expect(shown(text)).not.toContain(piece);
      }),
    );
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
