import { expect, test } from "vitest";
import { aSnapshot, snapshotWith } from "@/lib/snapshot/fixture";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { STRATEGIES, targetSchema } from "@/lib/target/schema";
import { findingSchema, GROUPS } from "./finding";
import { checks } from "./index";
import { groupOf, judgeAll } from "./judge";
import { verdictOf } from "./verdict";

/** Ids stand in addresses, exports and alerts: none that was released is renamed or moved. A new check needs no entry. */
const RELEASED = `
  connection.reachable connection.ipv6 connection.direct connection.encrypted connection.primary connection.writable connection.url
  server.version server.wal_level server.replication_slots server.wal_senders server.wal_keep server.failover_settings
  server.timeouts server.session_settings server.event_triggers server.pending_restart
  budget.pool_fits budget.deploy_fits budget.headroom budget.role_limit budget.database_limit budget.pool_size
  role.exists role.static role.login role.password role.access_rules role.replication role.set_role role.dedicated role.connect role.catalogues role.create_publication role.schema_usage
  role.select role.future_tables role.row_security
  tables.target tables.ownership tables.replica_identity tables.kind tables.key_text tables.name_text tables.generated_columns tables.write_cost
  publication.exists publication.owner publication.operations publication.tables publication.scope
  publication.partition_root publication.filters publication.others
  slot.name slot.publication slot.failover slot.state slot.deadline slot.lag slot.blockers slot.orphans
  electric.health electric.version electric.leftovers`
  .trim()
  .split(/\s+/);

/**
 * Checks that only ever warn: being blind to them does not make the verdict unknown. server.failover_settings is not
 * among them, for synchronized_standby_slots can stall a failover slot, and with it Electric, altogether.
 */
const WARN_ONLY = `
  server.wal_keep server.timeouts server.event_triggers server.pending_restart
  budget.deploy_fits budget.headroom budget.pool_size
  role.set_role role.dedicated role.future_tables tables.write_cost
  slot.deadline slot.lag slot.blockers slot.orphans electric.leftovers`
  .trim()
  .split(/\s+/);

/** Databases in different kinds of trouble, for what has to hold of every check whatever it meets. */
const troubles: Record<string, (snapshot: ReachedSnapshot) => void> = {
  "nothing wrong": () => {},
  "nothing there": (snapshot) => {
    Object.assign(snapshot, { role: null, publication: null, slots: [], relations: [], schemas: [] });
    Object.assign(snapshot, { defaultPrivileges: [], walSenders: 0, transactions: [] });
  },
  "tables of another owner, not FULL, without keys": (snapshot) => {
    for (const table of snapshot.relations)
      Object.assign(table, { owner: "app", ownerRights: false, select: false, replicaIdentity: "d" });
    for (const table of snapshot.relations) Object.assign(table, { hasPrimaryKey: false, rowSecurity: true });
  },
  "a role without any right": ({ role }) => {
    if (role)
      Object.assign(role, { canLogin: false, replication: false, connect: false, createOnDatabase: false });
  },
  "a visitor that may see nothing": (snapshot) => {
    const unseen = { unseen: true, grant: "GRANT pg_monitor TO visitor;" };
    Object.assign(snapshot, { slots: unseen, walSenders: unseen, activity: unseen, transactions: unseen });
    Object.assign(snapshot, { preparedTransactions: unseen, electricLock: unseen });
  },
  "an old, read-only, full server": (snapshot) => {
    Object.assign(snapshot.server, {
      versionNum: 130_000,
      version: "13.0",
      walLevel: "replica",
      inRecovery: true,
    });
    Object.assign(snapshot.server, { maxConnections: 10, maxReplicationSlots: 1, maxWalSenders: 1 });
  },
};

test("every released check is there, in the order people read them, and none twice", () => {
  const ids: string[] = checks.map(({ id }) => id);
  expect(ids.filter((id) => RELEASED.includes(id))).toEqual(RELEASED);
  expect(new Set(ids).size).toBe(ids.length);
});

test("the groups stand together and in their order", () => {
  const groups = checks.map(({ id }) => groupOf(id));
  expect(groups).toEqual([...groups].sort((a, b) => GROUPS.indexOf(a) - GROUPS.indexOf(b)));
  // The findings of a trial are judged by lib/trial: no check makes one.
  expect(new Set(groups)).toEqual(new Set(GROUPS.filter((group) => group !== "trial")));
});

test.each(checks.map((check) => [check.id, check] as const))(
  "%s has every text, as sentences",
  (_, check) => {
    expect(check.title).toMatch(/^[A-Z][^.!]+$/);
    expect(check.why).toMatch(/^[A-Z].{20,}\.”?$/s);
    expect(check.why).not.toContain("!");
    expect(check.source.length).toBeGreaterThan(8);
    expect(check.source).not.toMatch(/\bfacts\/|\.md\b/);
  },
);

test("no two checks share a title", () => {
  expect(new Set(checks.map(({ title }) => title)).size).toBe(checks.length);
});

test("the worst that a check can say is what the list of checks allows", () => {
  const warns = checks.filter(({ id, worst }) => worst === "warn" && RELEASED.includes(id));
  expect(warns.map(({ id }) => id)).toEqual(WARN_ONLY);
});

test("no two checks have the same urgency, so that what is first does not depend on the order of a list", () => {
  const ranks = checks.flatMap(({ urgency }) => urgency ?? []);
  expect(ranks.length).toBeGreaterThan(30);
  expect(new Set(ranks).size).toBe(ranks.length);
});

test("the good database is ready", () => {
  const findings = judgeAll(checks, aSnapshot, targetSchema.parse({}));
  const odd = findings.filter(({ status }) => status !== "pass" && status !== "not applicable");
  expect(odd).toEqual([]);
  expect(verdictOf(findings, checks)).toBe("ready");
});

for (const [trouble, change] of Object.entries(troubles))
  test.each(STRATEGIES)(`with ${trouble}, strategy %s, every finding holds together`, (strategy) => {
    const findings = judgeAll(checks, snapshotWith(change), targetSchema.parse({ strategy }));
    for (const finding of findings) {
      const { id, status, found, needed, objects, ways } = finding;
      const check = checks.find((candidate) => candidate.id === id);
      expect(findingSchema.parse(finding)).toEqual(finding);
      expect([id, found.length > 0]).toEqual([id, true]);
      expect([id, status === "fail" && check?.worst === "warn"]).toEqual([id, false]);
      if (status === "fail" || status === "warn")
        expect([id, needed.length > 0, ways.length > 0]).toEqual([id, true, true]);
      if (status === "unknown") expect([id, ways.some(({ sql }) => sql !== undefined)]).toEqual([id, true]);
      expect([id, new Set(objects).size]).toEqual([id, objects.length]);
      expect([id, [found, needed, ...ways.map(({ says }) => says)].join(" ").includes("undefined")]).toEqual([
        id,
        false,
      ]);
    }
  });
