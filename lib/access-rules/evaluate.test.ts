import { describe, expect, test } from "vitest";
import type { AccessRule, AccessRules } from "@/lib/snapshot/access-rules";
import { aSnapshot } from "@/lib/snapshot/fixture";
import { addressText, coversAddress, matchesAddress } from "./address";
import { admissionBy } from "./admission";
import { decide, possibleRules } from "./evaluate";
import { matchesClient, type Client } from "./match";
import { lineFor, ruleText } from "./words";

const token = (text: string, matches: boolean | null = null) => ({ text, matches });
const rule = (changes: Partial<AccessRule> = {}): AccessRule => ({
  file: null,
  line: 1,
  type: "host",
  databases: [token("all")],
  users: [token("all")],
  address: "all",
  netmask: null,
  method: "scram-sha-256",
  clientCertificate: false,
  error: false,
  ...changes,
});
const client: Client = {
  role: "electric",
  database: "orders",
  memberOf: new Set(["electric", "readers"]),
  encrypted: true,
};
const access = (...rules: AccessRule[]): AccessRules => {
  if (aSnapshot.accessRules === null) throw new Error("the fixture has access rules");
  return { ...aSnapshot.accessRules, rules };
};

describe("addresses", () => {
  const range = (address: string, netmask: string | null = null) => ({ address, netmask });

  test.each([
    ["10.1.2.3", "10.0.0.0", "255.0.0.0", true],
    ["11.1.2.3", "10.0.0.0", "255.0.0.0", false],
    ["10.1.2.3", "10.0.2.0", "255.0.255.0", true],
    ["10.1.2.3", "0.0.0.0", "0.0.0.0", true],
    ["fd00::7", "0.0.0.0", "0.0.0.0", false],
    ["fd00::7", "fd00::", "ffff::", true],
    ["10.1.2.3", "::", "::", false],
    ["::ffff:10.1.2.3", "10.0.0.0", "255.0.0.0", false],
  ])("%s against %s netmask %s is %s", (address, network, netmask, matches) => {
    expect(matchesAddress(range(network, netmask), address, null)).toBe(matches);
  });

  test("what only the server can tell is null: host names, its networks, and what is no address", () => {
    expect(matchesAddress(range("db.example.com"), "10.0.0.1", null)).toBeNull();
    expect(matchesAddress(range(".example.com"), "10.0.0.1", null)).toBeNull();
    expect(matchesAddress(range("samenet"), "10.0.0.1", "10.0.0.2")).toBeNull();
    expect(matchesAddress(range("10.0.0.0", "255.0.0.0"), "fe80::1%eth0", null)).toBeNull();
  });

  test("the server's own address is in samehost and samenet", () => {
    expect(matchesAddress(range("samehost"), "127.0.0.1", "127.0.0.1")).toBe(true);
    expect(matchesAddress(range("samenet"), "127.0.0.1", "127.0.0.1")).toBe(true);
  });

  test("a wider range covers a narrower one of its family, and nothing else", () => {
    const wide = range("10.0.0.0", "255.0.0.0");
    const narrow = range("10.1.0.0", "255.255.0.0");
    expect(coversAddress(wide, narrow)).toBe(true);
    expect(coversAddress(narrow, wide)).toBe(false);
    expect(coversAddress(range("all"), range("db.example.com"))).toBe(true);
    expect(coversAddress(wide, range("all"))).toBe(false);
    expect(coversAddress(range("0.0.0.0", "0.0.0.0"), range("::1", "ffff::"))).toBe(false);
    expect(coversAddress(range("samenet"), range("samenet"))).toBe(true);
    expect(coversAddress(range("samenet"), range("samehost"))).toBe(false);
  });

  test("are told as people write them", () => {
    expect(addressText(range("all"))).toBe("any address");
    expect(addressText(range("10.0.0.0", "255.0.0.0"))).toBe("10.0.0.0/8");
    expect(addressText(range("10.0.2.0", "255.0.255.0"))).toBe("10.0.2.0 netmask 255.0.255.0");
    expect(addressText(range("db.example.com"))).toBe("the host db.example.com");
  });
});

describe("matching", () => {
  test.each([
    ["all", true],
    ["orders", true],
    ["Orders", false],
    ["replication", false],
    ["sameuser", false],
    ["samerole", false],
  ])("database %s for electric in orders: %s", (text, matches) => {
    expect(matchesClient(rule({ databases: [token(text)] }), client)).toBe(matches);
  });

  test("sameuser and samerole go by the database's name", () => {
    const own = { ...client, database: "electric" };
    const group = { ...client, database: "readers" };
    expect(matchesClient(rule({ databases: [token("sameuser")] }), own)).toBe(true);
    expect(matchesClient(rule({ databases: [token("samerole")] }), own)).toBe(true);
    expect(matchesClient(rule({ databases: [token("samegroup")] }), group)).toBe(true);
    expect(matchesClient(rule({ databases: [token("sameuser")] }), group)).toBe(false);
  });

  test("a database that is called replication is named by no keyword", () => {
    const named = { ...client, database: "replication" };
    expect(matchesClient(rule({ databases: [token("replication")] }), named)).toBe(false);
  });

  test.each([
    ["all", true],
    ["electric", true],
    ["+readers", true],
    ["+electric", true],
    ["+writers", false],
    ["app", false],
  ])("user %s: %s", (text, matches) => {
    expect(matchesClient(rule({ users: [token(text)] }), client)).toBe(matches);
  });

  test("a regular expression is what Postgres says of it, and below 16 a name", () => {
    expect(matchesClient(rule({ users: [token("/^e", true)] }), client)).toBe(true);
    expect(matchesClient(rule({ users: [token("/^e", false)] }), client)).toBe(false);
    expect(matchesClient(rule({ users: [token("/^e")] }), { ...client, role: "/^e" })).toBe(true);
  });

  test.each([
    ["host", true, true],
    ["hostssl", true, false],
    ["hostnossl", false, true],
    ["hostgssenc", false, false],
    ["hostnogssenc", true, true],
    ["local", false, false],
  ])("%s is for TLS: %s, for none: %s", (type, encrypted, plain) => {
    expect(matchesClient(rule({ type }), client)).toBe(encrypted);
    expect(matchesClient(rule({ type }), { ...client, encrypted: false })).toBe(plain);
  });
});

describe("methods", () => {
  test.each([
    ["trust", "none", "admits"],
    ["password", "md5", "admits"],
    ["md5", "md5", "admits"],
    ["md5", "scram-sha-256", "admits"],
    ["scram-sha-256", "scram-sha-256", "admits"],
    ["scram-sha-256", "md5", "password"],
    ["scram-sha-256", null, "admits"],
    ["scram-sha-256", "none", "password"],
    ["md5", "none", "password"],
    ["password", "other", "password"],
    ["ldap", "none", "directory"],
    ["radius", "none", "directory"],
    ["pam", "none", "directory"],
    ["cert", "scram-sha-256", "refuses"],
    ["gss", "scram-sha-256", "refuses"],
    ["sspi", "scram-sha-256", "refuses"],
    ["ident", "scram-sha-256", "refuses"],
    ["peer", "scram-sha-256", "refuses"],
    ["oauth", "scram-sha-256", "refuses"],
    ["reject", "scram-sha-256", "refuses"],
    ["from the future", "scram-sha-256", "refuses"],
  ] as const)("%s with a verifier %s: %s", (method, verifier, kind) => {
    expect(admissionBy({ method, clientCertificate: false }, verifier).kind).toBe(kind);
  });

  test("a demand for a client certificate stands before the method", () => {
    expect(admissionBy({ method: "trust", clientCertificate: true }, null).kind).toBe("refuses");
  });
});

describe("deciding", () => {
  const office = rule({ line: 1, address: "10.0.0.0", netmask: "255.0.0.0", method: "reject" });
  const app = rule({ line: 2, users: [token("app")] });
  const all = rule({ line: 3 });

  test("the first rule that fits decides, and a later one is never tried", () => {
    expect(decide(access(office, app, all), client, "10.1.1.1")).toEqual({ rule: office });
    expect(decide(access(office, app, all), client, "11.1.1.1")).toEqual({ rule: all });
  });

  test("without a rule there is none, and where rules are missing it is undecided", () => {
    expect(decide(access(app), client, "10.1.1.1")).toEqual({ rule: null });
    expect(decide({ ...access(app), complete: false }, client, "10.1.1.1")).toEqual({ undecided: null });
  });

  test("a host name in front leaves it undecided", () => {
    const named = rule({ address: "db.example.com" });
    expect(decide(access(named, all), client, "10.1.1.1")).toEqual({ undecided: named });
  });

  test("what stands behind a rule that covers it can never be used", () => {
    expect(possibleRules(access(office, all, rule({ line: 4, method: "trust" })), client)).toEqual([
      office,
      all,
    ]);
  });
});

test("a rule is named by its line and the name of its file", () => {
  expect(ruleText(rule({ line: 7 }))).toBe("line 7 of pg_hba.conf");
  expect(ruleText(rule({ line: 7, file: "/etc/postgresql/hba.d/electric.conf" }))).toBe(
    "line 7 of electric.conf",
  );
});

test("a line to add quotes the names", () => {
  expect(lineFor('el"ectric', "all", true)).toBe(
    'hostssl "all" "el""ectric" <address of Electric>/32 scram-sha-256',
  );
});
