import { describe, expect, test } from "vitest";
import { serverKeyOf, turnOf } from "./server-key";

const direct = { suspected: [], proven: [] };
const told = (system: string | null, startedAt = "2026-11-01T00:00:00.000001Z") => ({ system, startedAt });
const at = (host: string, port = 5432) => ({ host, port });

describe("the key of a server", () => {
  test("is its identifier with its start, at whatever address", () => {
    const key = serverKeyOf(told("7"), at("a.example.com"), direct);
    expect(serverKeyOf(told("7"), at("10.0.0.1", 6432), { suspected: [], proven: ["a pid"] })).toBe(key);
  });

  test("is another one for a copy, which has started at another microsecond", () => {
    const copy = serverKeyOf(told("7", "2026-11-01T00:00:00.000002Z"), at("a.example.com"), direct);
    expect(copy).not.toBe(serverKeyOf(told("7"), at("a.example.com"), direct));
  });

  test("is the address where the identifier may not be read", () => {
    const key = serverKeyOf(told(null), at("DB.example.com."), direct);
    expect(key).toBe(serverKeyOf(told(null), at("db.example.com"), direct));
    expect(key).not.toBe(serverKeyOf(told(null), at("db.example.com", 5433), direct));
  });

  test.each([
    ["PlanetScale's shared host", at("aws.connect.psdb.cloud"), direct],
    ["Neon's proxy", at("ep-cool-1.eu-central-1.aws.neon.tech"), direct],
    ["Supabase's shared pooler", at("aws-0-eu-central-1.pooler.supabase.com"), direct],
    ["an address that answered as a pooler does", at("db.example.com"), { suspected: [], proven: ["a pid"] }],
  ])("is not known without the identifier behind %s", (_what, address, pooler) => {
    expect(serverKeyOf(told(null), address, pooler)).toBeNull();
  });
});

test("logins at one address are asked in one turn, and behind a shared host each user's own", () => {
  const route = (host: string, user: string) => ({ ...at(host), user, database: "orders" });
  expect(turnOf(route("db.example.com", "a"))).toBe(turnOf(route("DB.example.com", "b")));
  const shared = "aws.connect.psdb.cloud";
  expect(turnOf(route(shared, "postgres.one"))).not.toBe(turnOf(route(shared, "postgres.two")));
});
