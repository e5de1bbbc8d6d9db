import { expect, test } from "vitest";
import { parseEnv } from "./env";

const good = { DATABASE_URL: "postgresql://headroom:secret@127.0.0.1:5433/headroom" };

test("only the store's address is needed", () => {
  expect(parseEnv({ ...good, HEADROOM_SECRET: "" })).toMatchObject({ PORT: 3000, HEADROOM_DATA: ".data" });
});

test("one message names every bad variable, and repeats no value", () => {
  const bad = { DATABASE_URL: "mysql://hunter2", HEADROOM_SECRET: "short", HEADROOM_URL: "nowhere" };
  expect(() => parseEnv(bad)).toThrow(/DATABASE_URL[\s\S]*HEADROOM_SECRET[\s\S]*HEADROOM_URL/);
  expect(() => parseEnv(bad)).not.toThrow(/hunter2|short\b|nowhere/);
});

test("a network that nobody knows is told at the start", () => {
  expect(() => parseEnv({ ...good, HEADROOM_NETWORKS: "private, intranet" })).toThrow(
    /HEADROOM_NETWORKS[^\n]*loopback, private and public/,
  );
  expect(parseEnv({ ...good, HEADROOM_NETWORKS: "private, public" })).toBeDefined();
});

test("a trusted proxy that is no address is told at the start, and none is trusted by default", () => {
  expect(() => parseEnv({ ...good, HEADROOM_TRUSTED_PROXIES: "10.0.0.2, nginx" })).toThrow(
    /HEADROOM_TRUSTED_PROXIES: is a comma-separated list of addresses and networks/,
  );
  expect(parseEnv({ ...good, HEADROOM_TRUSTED_PROXIES: "10.0.0.0/8" }).HEADROOM_TRUSTED_PROXIES).toHaveLength(
    1,
  );
  expect(parseEnv(good).HEADROOM_TRUSTED_PROXIES).toEqual([]);
});
