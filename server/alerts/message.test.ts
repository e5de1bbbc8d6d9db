import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { messageOf, type Told } from "./message";

const at = new Date("2026-11-30T14:00:00.000Z");
const told = (figures: string[]): Told => ({
  episodeId: "00000000-0000-4000-8000-000000000001",
  rule: {
    condition: { kind: "verdict-worse" },
    enabled: true,
    scope: { kind: "every" },
    channels: null,
    for: "0",
    "failure-threshold": 1,
    "success-threshold": 1,
    "minimum-reminder-interval": "4h",
    "send-on-resolved": true,
  },
  figure: figures[0] ?? "",
  says: "Role electric lacks REPLICATION.",
  act: null,
  databases: figures.map((figure, i) => ({
    id: String(i),
    name: `db${i}`,
    group: "",
    own: { figure },
  })),
  startedAt: at,
  endedAt: null,
});

beforeEach(() => {
  vi.stubEnv("HEADROOM_URL", "https://headroom.example");
  vi.stubEnv("DATABASE_URL", "postgres://localhost/headroom");
});
afterEach(() => vi.unstubAllEnvs());

test("a message about several databases tells each figure that is not the headline, and how many are left out", () => {
  expect(messageOf("fire", told(["1 to fix", "1 to fix", "3 to fix"])).sentences).toEqual([
    "Role electric lacks REPLICATION.",
    "db2: 3 to fix.",
  ]);
  const many = messageOf("remind", told(["a", ..."bcdefgh"])).sentences;
  expect(many.slice(1)).toEqual(["db1: b.", "db2: c.", "db3: d.", "db4: e.", "db5: f.", "2 more."]);
});

test("a recovery tells no figures of before", () => {
  expect(messageOf("resolve", told(["1 to fix", "3 to fix"])).sentences).toHaveLength(1);
});
