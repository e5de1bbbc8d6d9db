import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { electricUrlFlaws } from "./url";
import { isFatalUrlFlaw } from "./url-flaw";

const ids = (text: string) => electricUrlFlaws(text).map(({ id }) => id);

describe("Electric takes as it is", () => {
  test.each([
    "postgresql://electric:secret@db.example.com:5432/orders?sslmode=require",
    "POSTGRES://electric:p%40ss%3A%2Fword@db.example.com/orders",
    "postgresql://electric:secret@[2001:db8::1234]:4321",
    "DATABASE_URL='postgresql://electric:secret@db.example.com/orders?sslmode=disable'",
    '  psql "postgres://electric.branch:secret@db.example.com/orders"  ',
    "postgresql://electric:100%@db.example.com/orders",
  ])("%s", (text) => {
    expect(ids(text)).toEqual([]);
  });
});

describe("Electric refuses", () => {
  test.each([
    ["host=db.example.com user=electric password=x", "not-a-url"],
    ["", "not-a-url"],
    ["mysql://electric:secret@db.example.com/x", "scheme"],
    ["jdbc:postgresql://db.example.com/x?user=a&password=b", "scheme"],
    ["postgresql://electric:secret@/orders", "no-host"],
    ["postgresql://electric:secret@a.example.com,b.example.com/orders", "several-hosts"],
    ["postgresql://db.example.com/orders", "no-user"],
    ["postgresql://:secret@db.example.com/orders", "no-user"],
    ["postgresql://electric@db.example.com/orders", "no-password"],
    ["postgresql://electric:se:cret@db.example.com/orders", "colon-in-password"],
    ["postgresql://electric:se/cret@db.example.com/orders", "delimiter-in-password"],
    ["postgresql://electric:se?cret@db.example.com/orders", "delimiter-in-password"],
    ["postgresql://electric:s#@x/cret@db.example.com/orders", "delimiter-in-password"],
    ["postgresql://electric:secret@db.example.com/orders?sslmode=verify-full", "sslmode-verify"],
    ["postgresql://electric:secret@db.example.com/orders?sslmode=verify-ca", "sslmode-verify"],
    ["postgresql://electric:secret@db.example.com/orders?sslmode=yesplease", "sslmode-invalid"],
    ["postgresql://electric:secret@db.example.com/orders?replication=off", "replication"],
  ])("%s: %s", (text, id) => {
    expect(ids(text)).toEqual([id]);
    expect(isFatalUrlFlaw(id)).toBe(true);
  });

  test("options that stand in for the user part as well", () => {
    expect(ids("postgresql://db.example.com/orders?user=electric&password=secret")).toEqual([
      "no-user",
      "ignored-options",
    ]);
  });
});

describe("Electric starts, and something is not as it was meant", () => {
  test.each([
    ["postgresql://electric:se@cret@db.example.com/orders", "at-in-password"],
    ["postgresql://electric:secret@a.example.com:5432,b.example.com:5432/orders", "more-hosts"],
    ["postgresql://electric:secret@db.example.com:54x/orders", "port"],
    [
      "postgresql://electric:secret@db.example.com/orders?sslmode=require&channel_binding=require",
      "ignored-options",
    ],
    ["postgresql://electric:secret@db.example.com/orders?application_name=me@home", "ignored-options"],
  ])("%s: %s", (text, id) => {
    expect(ids(text)).toEqual([id]);
    expect(isFatalUrlFlaw(id)).toBe(false);
  });

  test("names the ignored options, and where a certificate goes", () => {
    const [flaw] = electricUrlFlaws("postgres://e:s@h/d?options=-c%20x&sslrootcert=system");
    expect(flaw?.detail).toContain("`options`, `sslrootcert`");
    expect(flaw?.detail).toContain("ELECTRIC_DATABASE_CA_CERTIFICATE_FILE");
  });
});

test("no password ever stands in a detail, whatever its characters", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[/?#:@a%=&,]{0,6}$/), (noise) => {
      const text = `postgresql://electric:qQzZ${noise}zZqQ@db.example.com/orders?sslmode=require`;
      expect(JSON.stringify(electricUrlFlaws(text))).not.toMatch(/qQzZ|zZqQ/);
    }),
  );
});

test("a password that is percent-encoded is taken, whatever it is", () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, unit: "grapheme" }), (password) => {
      const text = `postgresql://electric:${encodeURIComponent(password)}@db.example.com/orders`;
      expect(ids(text)).toEqual([]);
    }),
  );
});
