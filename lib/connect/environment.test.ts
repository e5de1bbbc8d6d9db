import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { electricUrlFlaws } from "@/lib/electric/url";
import { readConnectionString } from "@/lib/postgres/connection-string";
import { PROVIDER_IDS, providers } from "@/lib/postgres/provider";
import { SSLMODES } from "@/lib/postgres/sslmode";
import { DIRECT_HOST_PLACEHOLDER } from "./database-url";
import { environmentOf, processEnvironment } from "./environment";
import { factsWith, hardValue } from "./fixture";
import { PLACEHOLDER } from "./secrets";

const secrets = { password: "secret", secret: "ab".repeat(32) };
const valuesOf = (spoilt: Parameters<typeof factsWith>[0] = {}) =>
  processEnvironment(environmentOf(factsWith(spoilt), secrets));
const refusalsOf = (spoilt: Parameters<typeof factsWith>[0]) => environmentOf(factsWith(spoilt)).refusals;

test("what every Electric needs stands in it, the image with a version", () => {
  const environment = environmentOf(factsWith(), secrets);
  expect(processEnvironment(environment)).toEqual({
    DATABASE_URL: "postgresql://electric:secret@db.example.com:5432/orders?sslmode=require",
    ELECTRIC_SECRET: secrets.secret,
    ELECTRIC_DB_POOL_SIZE: "20",
    ELECTRIC_REPLICATION_STREAM_ID: "default",
    ELECTRIC_STORAGE_DIR: "/var/lib/electric",
  });
  expect(environment.image).toMatch(/^electricsql\/electric:\d+\.\d+\.\d+$/);
  expect(environment.refusals).toEqual([]);
});

test("a secret that is not known is a placeholder that needs no quotes", () => {
  const values = processEnvironment(environmentOf(factsWith()));
  expect(values.DATABASE_URL?.match(PLACEHOLDER)).toEqual(["REPLACE_WITH_PASSWORD"]);
  expect(values.ELECTRIC_SECRET).toBe("REPLACE_WITH_SECRET");
});

test("each reason is one sentence of at most 15 words", () => {
  const all = [
    factsWith({ address: { sslmode: "verify-full", provider: "neon" } }),
    factsWith({ target: { strategy: "manual", pooled: true, ipv6: true } }),
    factsWith({ snapshot: (s) => void (s.server.maxConnections = 22) }),
    factsWith({ snapshot: (s) => void (s.server.maxConnections = 4) }),
    factsWith({ snapshot: null }),
  ].flatMap((facts) => {
    const { variables, optional } = environmentOf(facts);
    return [...variables, ...optional];
  });
  for (const { name, why } of all) {
    expect(why.split(" ").length, `${name}: ${why}`).toBeLessThanOrEqual(15);
    expect(why).toMatch(/^\S.*\.$/);
  }
});

describe("DATABASE_URL", () => {
  test("is taken by Electric and by every driver alike, whatever role, database and password hold", () => {
    const text = hardValue.filter((value) => value !== "");
    fc.assert(
      fc.property(text, text, text, (role, database, password) => {
        const facts = { ...factsWith({ address: { database } }) };
        const { DATABASE_URL = "" } = processEnvironment(
          environmentOf({ ...facts, target: { ...facts.target, role } }, { password, secret: null }),
        );
        expect(electricUrlFlaws(DATABASE_URL)).toEqual([]);
        expect(readConnectionString(DATABASE_URL).fields).toMatchObject({ user: role, database, password });
      }),
    );
  });

  test.each(SSLMODES.map((mode) => [mode] as const))(
    "of sslmode %s has one that Electric takes",
    (sslmode) => {
      for (const encrypted of [true, false])
        expect(
          electricUrlFlaws(
            valuesOf({ address: { sslmode }, snapshot: (s) => void (s.connection.encrypted = encrypted) })
              .DATABASE_URL ?? "",
          ),
        ).toEqual([]);
    },
  );

  test("demands TLS, but where a server answered without it or none was wanted", () => {
    const mode = (sslmode: "prefer" | "disable" | "verify-ca", encrypted: boolean | null) =>
      /sslmode=(.*)$/.exec(
        valuesOf({
          address: { sslmode },
          snapshot: encrypted === null ? null : (s) => void (s.connection.encrypted = encrypted),
        }).DATABASE_URL ?? "",
      )?.[1];
    expect(mode("prefer", true)).toBe("require");
    expect(mode("prefer", null)).toBe("require");
    expect(mode("prefer", false)).toBe("prefer");
    expect(mode("disable", false)).toBe("disable");
    expect(mode("verify-ca", null)).toBe("require");
  });

  test.each([
    ["branch.eu.psdb.cloud", 6432, "branch.eu.psdb.cloud:5432", "branch.eu.psdb.cloud:6432"],
    ["ep-a-1-pooler.eu.aws.neon.tech", 5432, "ep-a-1.eu.aws.neon.tech:5432", "ep-a-1-pooler.eu"],
    ["db.ref.supabase.co", 6543, "db.ref.supabase.co:5432", "db.ref.supabase.co:6543"],
    ["x.b.db.ondigitalocean.com", 25_061, "x.b.db.ondigitalocean.com:25060", "ondigitalocean.com:25061"],
  ])("never leads to the pooler: %s, port %i", (host, port, direct, pooled) => {
    const provider = PROVIDER_IDS.find((id) => providers[id].hosts?.test(host)) ?? "other";
    const values = valuesOf({ address: { host, port, provider }, target: { pooled: true } });
    expect(values.DATABASE_URL).toContain(`@${direct}/`);
    expect(values.ELECTRIC_POOLED_DATABASE_URL).toContain(pooled);
  });

  test("is refused where only a pooler is known, and leads nowhere", () => {
    const address = {
      host: "aws-0-eu-central-1.pooler.supabase.com",
      port: 5432,
      provider: "supabase",
    } as const;
    expect(refusalsOf({ address })).toEqual([
      expect.objectContaining({ variable: "DATABASE_URL", says: expect.stringContaining("Supavisor") }),
    ]);
    expect(valuesOf({ address }).DATABASE_URL).toContain(`@${DIRECT_HOST_PLACEHOLDER}:5432/`);
  });

  test("is refused where a check run proved a pooler that no address tells, but for a provider's own proxy", () => {
    const proven = (provider: "other" | "planetscale") =>
      refusalsOf({
        address: { provider },
        snapshot: (s) => {
          s.connection.provider = provider;
          s.connection.pooler.proven = ["the process id differs"];
        },
      });
    expect(proven("other")).toHaveLength(1);
    expect(proven("planetscale")).toEqual([]);
  });
});

describe("the certificate", () => {
  test("is the system's authorities or the one that is given, in place of an sslmode that Electric refuses", () => {
    const name = "ELECTRIC_DATABASE_CA_CERTIFICATE_FILE";
    expect(valuesOf({ address: { sslmode: "verify-full" } })[name]).toBe(
      "/etc/ssl/certs/ca-certificates.crt",
    );
    expect(valuesOf({ address: { sslmode: "verify-full", caCertificate: "PEM" } })[name]).toBe(
      "/etc/electric/ca.pem",
    );
    expect(valuesOf()[name]).toBeUndefined();
  });

  test("is none of the files where nothing verifies it", () => {
    const certificate = (sslmode: "require" | "verify-ca") =>
      environmentOf(factsWith({ address: { sslmode, caCertificate: "PEM" } })).certificate;
    expect(certificate("require")).toBeNull();
    expect(certificate("verify-ca")).toBe("PEM");
  });
});

test("IPv6 is asked for where the target says so, or where a check run found no other address", () => {
  const name = "ELECTRIC_DATABASE_USE_IPV6";
  expect(valuesOf()[name]).toBeUndefined();
  expect(valuesOf({ target: { ipv6: true } })[name]).toBe("true");
  expect(valuesOf({ snapshot: (s) => void (s.connection.addresses = ["2001:db8::1"]) })[name]).toBe("true");
  expect(
    valuesOf({ snapshot: (s) => void (s.connection.addresses = ["2001:db8::1", "192.0.2.1"]) })[name],
  ).toBeUndefined();
});

test("keepalives are set where a provider's balancer stands in between", () => {
  const name = "ELECTRIC_DATABASE_TCP_KEEPALIVE_IDLE";
  expect(valuesOf({ address: { provider: "planetscale" } })[name]).toBe("60s");
  expect(valuesOf()[name]).toBeUndefined();
  expect(environmentOf(factsWith()).optional.map((variable) => variable.name)).toContain(name);
});

test("no variable stands among the set ones and the optional ones", () => {
  for (const target of [{}, { strategy: "manual", pooled: true, ipv6: true }] as const) {
    const { variables, optional } = environmentOf(
      factsWith({ target, address: { provider: "planetscale", sslmode: "verify-full" } }),
    );
    const names = [...variables, ...optional].map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  }
});

describe("a stream id that cannot be is refused in the words of what refuses it", () => {
  test.each([
    ["my-app", "Invalid unquoted identifier contains special characters: my-app"],
    ["größe", 'replication slot name "electric_slot_größe" contains invalid character'],
    ["a$b", 'replication slot name "electric_slot_a$b" contains invalid character'],
    ["a".repeat(43), null],
  ])("%s", (streamId, words) => {
    expect(refusalsOf({ target: { streamId } })).toEqual([
      expect.objectContaining({ variable: "ELECTRIC_REPLICATION_STREAM_ID", words }),
    ]);
  });

  test("and one that can is not", () => {
    for (const streamId of ["default", "Orders_2", "a".repeat(42)])
      expect(refusalsOf({ target: { streamId } })).toEqual([]);
  });
});
