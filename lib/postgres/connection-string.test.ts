import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readConnectionString } from "./connection-string";
import { writeConnectionString } from "./conninfo/write";
import { SSLMODES } from "./sslmode";

const flawIds = (text: string) => readConnectionString(text).flaws.map(({ id }) => id);
const remedyOf = (text: string, id: string) =>
  readConnectionString(text).flaws.find((flaw) => flaw.id === id)?.remedy;

describe("a connection URI", () => {
  test("is read whole", () => {
    const { form, fields, provider, flaws } = readConnectionString(
      "postgresql://postgres.nk35mx55qq:pscale_pw_x@abc-useast1-1.horizon.psdb.cloud:5432/shop?sslmode=verify-full",
    );
    expect({ form, fields, provider, flaws }).toEqual({
      form: "uri",
      provider: "planetscale",
      flaws: [],
      fields: {
        host: "abc-useast1-1.horizon.psdb.cloud",
        port: 5432,
        database: "shop",
        user: "postgres.nk35mx55qq",
        password: "pscale_pw_x",
        sslmode: "verify-full",
      },
    });
  });

  test("means port 5432 and the user's name as database when it names neither", () => {
    expect(readConnectionString("postgres://app:x@db.example.com").fields).toMatchObject({
      port: 5432,
      database: "app",
    });
  });

  test("may hold an IPv6 address", () => {
    expect(readConnectionString("postgres://a:b@[2001:db8::1]:5433/c").fields).toMatchObject({
      host: "2001:db8::1",
      port: 5433,
    });
  });

  test.each([
    ["postgres://app:p@ss@db.example.com/x", "p@ss", ["“@”"]],
    ["postgres://app:p:ss@db.example.com/x", "p:ss", ["“:”"]],
    ["postgres://app:p/s@db.example.com:5432/x", "p/s", ["“/”"]],
    ["postgres://app:p@s/s@db.example.com:5432/x", "p@s/s", ["“@”", "“/”"]],
    ["postgres://app:100%@db.example.com/x", "100%", ["“%”"]],
    ["postgres://app:a#b?c@db.example.com/x", "a#b?c", ["“#”", "“?”"]],
  ])("%s is read as it was meant, and the unescaped characters are named", (text, password, named) => {
    const reading = readConnectionString(text);
    expect(reading.fields).toMatchObject({ password, host: "db.example.com", database: "x" });
    const flaw = reading.flaws.find(({ id }) => id === "unescaped");
    for (const char of named) expect(flaw?.says).toContain(char);
    const fixed = readConnectionString(flaw?.remedy?.text ?? "");
    expect(fixed.fields.password).toBe(password);
    expect(fixed.flaws.map(({ id }) => id)).not.toContain("unescaped");
  });

  test("keeps an @ in a parameter out of the host", () => {
    const { fields } = readConnectionString("postgres://app:x@db.example.com/shop?application_name=me@home");
    expect(fields).toMatchObject({ host: "db.example.com", password: "x", database: "shop" });
  });
});

describe("the key=value form", () => {
  test("is read with quotes and escapes", () => {
    const { form, fields } = readConnectionString(
      String.raw`host=db.example.com port=5433 dbname=shop user=app password='it\'s a \\ secret' sslmode=require`,
    );
    expect(form).toBe("keywords");
    expect(fields).toEqual({
      host: "db.example.com",
      port: 5433,
      database: "shop",
      user: "app",
      password: String.raw`it's a \ secret`,
      sslmode: "require",
    });
  });

  test("masks the password where it stands, quoted or not", () => {
    expect(readConnectionString("host=h user=u password=abc sslmode=require").masked).toBe(
      "host=h user=u password=••• sslmode=require",
    );
    expect(readConnectionString("password='a b' host=h user=u").masked).toBe("password='•••' host=h user=u");
  });
});

describe("what people paste around it", () => {
  test.each([
    `DATABASE_URL="postgres://app:pw@db.example.com/x?sslmode=require"`,
    `export DATABASE_URL=postgres://app:pw@db.example.com/x?sslmode=require`,
    `psql 'postgres://app:pw@db.example.com/x?sslmode=require'`,
    `  postgres://app:pw@db.example.com/x?sslmode=require  `,
  ])("%s is understood", (text) => {
    const { fields, masked } = readConnectionString(text);
    expect(fields).toMatchObject({
      host: "db.example.com",
      user: "app",
      password: "pw",
      sslmode: "require",
      database: "x",
    });
    expect(masked).toBe(text.replace(":pw@", ":••@"));
  });
});

describe("flaws", () => {
  test("a pooled port is answered with the direct one", () => {
    const text = "postgresql://u.b:x@abc-useast1-1.horizon.psdb.cloud:6432/shop?sslmode=require";
    expect(remedyOf(text, "pooler")?.label).toBe("Use port 5432");
    expect(flawIds(remedyOf(text, "pooler")?.text ?? "")).toEqual([]);
  });

  test("a pooled Neon host is answered with the direct one", () => {
    const text = "postgres://u:x@ep-cool-1234-pooler.eu-central-1.aws.neon.tech/db?sslmode=require";
    expect(readConnectionString(remedyOf(text, "pooler")?.text ?? "").fields.host).toBe(
      "ep-cool-1234.eu-central-1.aws.neon.tech",
    );
  });

  test("no sslmode is answered with require, but not on this machine", () => {
    expect(
      readConnectionString(remedyOf("postgres://u:x@db.example.com/d", "no-sslmode")?.text ?? "").fields
        .sslmode,
    ).toBe("require");
    expect(flawIds("postgres://u:x@localhost/d")).toEqual([]);
  });

  test.each([
    ["postgres://u:x@db.example.com/d?sslmode=enable", "sslmode"],
    ["postgres://u:x@db.example.com/d?sslmode=prefer", "weak-sslmode"],
    ["postgres://u:x@db.example.com:54x/d?sslmode=require", "bad-port"],
    ["postgres://u:[YOUR-PASSWORD]@db.example.com/d?sslmode=require", "placeholder"],
    ["postgres://u@db.example.com/d?sslmode=require", "no-password"],
    ["postgres://db.example.com/d?sslmode=require", "no-user"],
    ["postgres://u:x@/d?sslmode=require", "no-host"],
    ["host=/var/run/postgresql user=u password=x", "socket"],
    ["postgres://u:x@a.example.com,b.example.com/d?sslmode=require", "several-hosts"],
    ["postgres://u:x@db.example.com/d?sslmode=require&options=-csearch_path%3Dx", "extra"],
    ["postgres://postgres:x@abc.horizon.psdb.cloud/d?sslmode=require", "planetscale-branch"],
    ["postgres://postgres.b%7Creplica:x@abc.horizon.psdb.cloud/d?sslmode=require", "planetscale-suffix"],
    ["mysql://u:x@db.example.com/d?sslmode=require", "scheme"],
  ])("%s: %s", (text, id) => {
    expect(flawIds(text)).toContain(id);
  });

  test("every one-click remedy removes its flaw and keeps the rest of the string", () => {
    const text = "postgres://u:p@w@db.example.com:543x/d?options=x";
    for (const flaw of readConnectionString(text).flaws) {
      const fixed = readConnectionString(flaw.remedy?.text ?? "");
      expect(fixed.flaws.map(({ id }) => id)).not.toContain(flaw.id);
      expect(fixed.fields).toMatchObject({
        host: "db.example.com",
        user: "u",
        password: "p@w",
        database: "d",
      });
    }
  });
});

test("a password that was perhaps encoded twice gets a hint without a change, and none of its text is told", () => {
  const twice = readConnectionString("postgres://u:pa%2540ss@db.example.com/d?sslmode=require");
  expect(twice.fields.password).toBe("pa%40ss");
  expect(twice.flaws).toMatchObject([{ id: "encoded-twice", severity: "advice", remedy: null }]);
  for (const once of ["pa%40ss", "100%25", "a%25zz", "%25%25"])
    expect(flawIds(`postgres://u:${once}@db.example.com/d?sslmode=require`)).toEqual([]);
  expect(flawIds("host=db.example.com dbname=d user=u password=pa%40ss sslmode=require")).toEqual([]);
});

test("any text at all is read without an error, and a masked text keeps its length", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      expect(readConnectionString(text).masked).toHaveLength(text.length);
    }),
  );
});

test("what is written is read back the same, whatever the names and the password", () => {
  const word = fc
    .string({ unit: "grapheme", minLength: 1, maxLength: 20 })
    .filter((text) => !/\p{Surrogate}/u.test(text));
  const fields = fc.record({
    host: fc.constantFrom("db.example.com", "10.0.0.1", "2001:db8::1"),
    port: fc.integer({ min: 1, max: 65_535 }),
    database: word,
    user: word,
    password: word,
    sslmode: fc.constantFrom(...SSLMODES),
  });
  fc.assert(
    fc.property(fields, (some) => {
      expect(readConnectionString(writeConnectionString(some)).fields).toEqual(some);
    }),
  );
});

test("a masked text shows no character of the password", () => {
  const secret = fc.stringMatching(/^[A-Z]{6,12}$/);
  fc.assert(
    fc.property(secret, (password) => {
      expect(readConnectionString(`postgres://app:${password}@db.example.com/x`).masked).not.toContain(
        password,
      );
      expect(readConnectionString(`host=db user=app password=${password}`).masked).not.toContain(password);
    }),
  );
});
