import { describe, expect, test } from "vitest";
import { checks } from "@/lib/checks";
import { aServer, sessions } from "@/lib/checks/budget/fixture";
import { judgeAll } from "@/lib/checks/judge";
import { PROVIDER_IDS, providers, type ProviderId } from "@/lib/postgres/provider";
import { needsRestart } from "@/lib/postgres/setting-way";
import { aSlot, snapshotWith } from "@/lib/snapshot/fixture";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { defaultTarget } from "@/lib/target/schema";
import { manualSteps } from ".";
import { consoles } from "./consoles";
import { manualStepSchema } from "./schema";

/** A server on which everything is wrong that a manual step fixes. */
function wrong(provider: ProviderId, change: (snapshot: ReachedSnapshot) => void = () => {}) {
  const snapshot = aServer(25, [sessions(7)], (spoilt) => {
    spoilt.connection.provider = provider;
    spoilt.publication = null;
    spoilt.walSenders = 1;
    spoilt.slots = [{ ...aSlot, failover: false, active: false }];
    if (spoilt.role !== null) spoilt.role = { ...spoilt.role, replication: false };
    Object.assign(spoilt.server, {
      walLevel: "replica",
      maxReplicationSlots: 1,
      maxWalSenders: 1,
      maxSlotWalKeepBytes: null,
      syncReplicationSlots: false,
      hotStandbyFeedback: false,
    });
    change(spoilt);
  });
  const target = { ...defaultTarget, strategy: "manual" } as const;
  return manualSteps(snapshot, target, judgeAll(checks, snapshot, target));
}

const ids: readonly string[] = checks.map(({ id }) => id);

const old = ({ server }: ReachedSnapshot): void => {
  Object.assign(server, { versionNum: 140_022, version: "14.22" });
};
const waiting = ({ server }: ReachedSnapshot): void => {
  server.synchronizedStandbySlots = "standby_1";
};

const scenarios = { now: () => {}, old, waiting };
const table = PROVIDER_IDS.flatMap((provider) =>
  Object.entries(scenarios).map(([scenario, change]) => ({ provider, scenario, change })),
);

test.each(table)("every step of $provider is complete ($scenario)", ({ provider, change }) => {
  const steps = wrong(provider, change);
  expect(steps.length).toBeGreaterThan(4);
  for (const step of steps) {
    const { title, says, source, restart, path, commands, value, check, also = [] } = step;
    expect(manualStepSchema.parse(step), title).toEqual(step);
    const texts = [title, says, source, ...path, ...commands.flatMap(({ label, text }) => [label, text])];
    if (restart !== null) texts.push(restart);
    if (value !== null) texts.push(value.name, value.to || "an empty list", value.now, value.sum);
    for (const text of texts) {
      expect(text.trim(), title).not.toBe("");
      expect(text, title).not.toMatch(/undefined|null|NaN|\$\{| {3}|\.\./);
    }
    expect(says, title).toMatch(/\.$/);
    expect(ids, title).toEqual(expect.arrayContaining([check, ...also]));
  }
});

describe.each(PROVIDER_IDS)("%s", (provider) => {
  const steps = wrong(provider);

  test("has no parameter twice", () => {
    const names = steps.flatMap(({ value }) => (value === null ? [] : [value.name]));
    expect(names).toEqual([...new Set(names)]);
    expect(names).toContain("max_connections");
  });

  test("says what its restart does at every parameter that takes one, and at no other parameter", () => {
    const walLevel = consoles[provider].named({ name: "wal_level", to: "logical" }).name;
    for (const { value, restart } of steps)
      if (value !== null) {
        const restarts = needsRestart(value.name) || value.name === walLevel;
        const known = provider === "neon" && value.name === "max_connections";
        if (!known) expect(restart).toBe(restarts ? providers[provider].restart : null);
        else expect(restart).toContain("restarts");
      }
  });

  test("has clicks or a command for each value, or the title says what to do in their place", () => {
    const queued = steps.filter(({ says }) => /; the commands at \S+ set this one too\./.test(says));
    for (const step of steps.filter(({ path, commands }) => path.length + commands.length === 0))
      if (!queued.includes(step)) expect(step.title).toMatch(/^(Ask|Choose|Watch) /);
  });

  test("has its placeholders in angle brackets", () => {
    for (const { text } of steps.flatMap(({ commands }) => commands))
      expect(text).not.toMatch(/\b(DB|BR|INSTANCE|YOUR|REF)\b/);
  });
});

/** The commands of the step for a parameter, at a provider where everything is wrong. */
const commandsOf = (provider: ProviderId, name: string): string[] =>
  wrong(provider)
    .filter(({ value }) => value?.name === name)
    .flatMap(({ commands }) => commands.map(({ text }) => text));

test("RDS has one change for all, with its own switch for wal_level, and one reboot", () => {
  expect(commandsOf("rds", "rds.logical_replication")).toEqual([
    'aws rds modify-db-parameter-group --db-parameter-group-name <parameter group> --parameters "ParameterName=rds.logical_replication,ParameterValue=1,ApplyMethod=pending-reboot" "ParameterName=max_connections,ParameterValue=60,ApplyMethod=pending-reboot" "ParameterName=max_replication_slots,ParameterValue=10,ApplyMethod=pending-reboot" "ParameterName=max_wal_senders,ParameterValue=10,ApplyMethod=pending-reboot"',
    "aws rds reboot-db-instance --db-instance-identifier <instance>",
  ]);
  expect(commandsOf("rds", "max_slot_wal_keep_size")).toEqual([
    'aws rds modify-db-parameter-group --db-parameter-group-name <parameter group> --parameters "ParameterName=max_slot_wal_keep_size,ParameterValue=10240,ApplyMethod=immediate"',
  ]);
});

test("Aurora changes the cluster's parameter group", () => {
  expect(commandsOf("aurora", "rds.logical_replication")[0]).toMatch(
    /^aws rds modify-db-cluster-parameter-group --db-cluster-parameter-group-name <cluster parameter group>/,
  );
});

test("Cloud SQL's command says that it replaces every flag", () => {
  expect(commandsOf("cloudsql", "cloudsql.logical_decoding")).toEqual([
    'gcloud sql instances describe <instance> --format="value(settings.databaseFlags)"',
    "gcloud sql instances patch <instance> --database-flags=cloudsql.logical_decoding=on,max_connections=60,max_replication_slots=10,max_wal_senders=10,<flags that are set already>",
  ]);
});

test("Azure sets each parameter, worker processes with wal_level, and has no step to a read-only value", () => {
  const commands = commandsOf("azure", "wal_level");
  expect(commands).toContain(
    "az postgres flexible-server parameter set --resource-group <resource group> --server-name <server> --name max_worker_processes --value 16",
  );
  expect(commands.at(-1)).toBe(
    "az postgres flexible-server restart --resource-group <resource group> --name <server>",
  );
  const keep = wrong("azure").find(({ check }) => check === "server.wal_keep");
  expect(keep).toMatchObject({ value: null, path: [], commands: [] });
});

test("Supabase takes all parameters in one update, and wal_level from its support", () => {
  expect(commandsOf("supabase", "max_connections")).toEqual([
    "supabase --experimental --project-ref <project ref> postgres-config update --config max_connections=60 --config max_replication_slots=10 --config max_wal_senders=10",
  ]);
  expect(commandsOf("supabase", "wal_level")).toEqual([]);
  const senders = wrong("supabase").find(({ value }) => value?.name === "max_wal_senders");
  expect(senders?.says).toContain(
    "Queue it together with max_connections and max_replication_slots: one restart is enough for all 3; the commands at max_connections set this one too.",
  );
});

test("Neon turns logical replication on by its console or its API, and nothing else", () => {
  const [walLevel, ...rest] = wrong("neon").filter(({ restart }) => restart !== null);
  expect(walLevel?.path).toEqual(["<project>", "Settings", "Logical Replication", "Enable"]);
  expect(walLevel?.commands[0]?.text).toContain('"enable_logical_replication":true');
  expect(walLevel?.says).not.toContain("Queue it together");
  expect(rest.flatMap(({ commands }) => commands)).toEqual([]);
});

test.each(["neon", "databricks"] as const)(
  "%s gets its password by hand, and never in clear from Headroom",
  (provider) => {
    const snapshot = snapshotWith((seen) => {
      seen.role = null;
      seen.connection.provider = provider;
    });
    const steps = manualSteps(snapshot, defaultTarget, judgeAll(checks, snapshot, defaultTarget));
    const step = steps.find(({ title }) => title.startsWith("Give electric a password"));
    expect(step).toMatchObject({ check: "role.exists", value: null, restart: null });
    expect(step?.path.at(-1)).toBe("Reset password");
    expect(step?.commands[0]?.text).toBe(`ALTER ROLE "electric" PASSWORD '<a new password>';`);
  },
);

test("where max_connections follows the size, the size that carries it is named with its sum", () => {
  const titleOf = (provider: ProviderId) =>
    wrong(provider).find(({ value }) => value?.name === "max_connections")?.title;
  expect(titleOf("neon")).toBe("Choose a compute of 0.25 CU for 60 connections");
  expect(titleOf("digitalocean")).toBe("Choose a plan with 3 GB of memory for 60 connections");
  const says = wrong("digitalocean").find(({ value }) => value?.name === "max_connections")?.says;
  expect(says).toContain("25 for each GB, less 3, so that 3 GB have 72.");
});

test("DigitalOcean's API gets the two numbers that it takes, none below its own least", () => {
  expect(commandsOf("digitalocean", "max_replication_slots")[0]).toContain(
    `-d '{"config":{"max_replication_slots":10,"max_wal_senders":20}}'`,
  );
  const senders = wrong("digitalocean").find(({ value }) => value?.name === "max_wal_senders");
  expect(senders?.value?.sum).toContain("DigitalOcean takes no less than 20");
});

test("one's own server has postgresql.conf, ALTER SYSTEM and the restart", () => {
  expect(commandsOf("other", "wal_level")).toEqual([
    "wal_level = 'logical'\nmax_connections = '60'\nmax_replication_slots = '10'\nmax_wal_senders = '10'",
    "ALTER SYSTEM SET wal_level = 'logical';\nALTER SYSTEM SET max_connections = '60';\nALTER SYSTEM SET max_replication_slots = '10';\nALTER SYSTEM SET max_wal_senders = '10';",
    "pg_ctl restart -D <data directory>",
  ]);
});

test("PlanetScale's change is one, and a namespace that is not published is looked for first", () => {
  const [look, line, api] = commandsOf("planetscale", "wal_level");
  expect(look).toBe("pscale branch parameters list <database> <branch>");
  expect(line).toBe(
    "pscale branch resize <database> <branch> --parameters pgconf.wal_level=logical --parameters pgconf.max_connections=60 --parameters <namespace>.max_replication_slots=10 --parameters <namespace>.max_wal_senders=10 --wait",
  );
  expect(api).toContain('"pgconf":{"wal_level":"logical","max_connections":"60"}');
});
