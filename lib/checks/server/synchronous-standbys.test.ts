import { describe, expect, test } from "vitest";
import { aWalSender, snapshotWith } from "@/lib/snapshot/fixture";
import { reachedSchema } from "@/lib/snapshot/schema";
import { defaultTarget } from "@/lib/target/schema";
import { judge } from "../judge";
import { standbysNeeded } from "./commit-wait";
import { serverSynchronousStandbys } from "./synchronous-standbys";

const standby = (syncState: string | null) => ({ ...aWalSender, pid: 1, database: null, syncState });

const judged = (names: string | undefined, states: (string | null)[], commit?: string) =>
  judge(
    serverSynchronousStandbys,
    snapshotWith((snapshot) => {
      snapshot.server.synchronousStandbyNames = names;
      snapshot.walSenderList = states.map(standby);
      if (commit !== undefined)
        snapshot.role?.settings.push({ scope: "role", name: "synchronous_commit", value: commit });
    }),
    defaultTarget,
  );

test("passes where commits wait for no standby, and in a snapshot that does not tell", () => {
  expect(judged("", []).status).toBe("pass");
  expect(judged(undefined, []).status).toBe("pass");
  const { synchronousStandbyNames: _left, ...server } = snapshotWith(() => {}).server;
  expect(reachedSchema.parse({ ...snapshotWith(() => {}), server }).server).not.toHaveProperty(
    "synchronousStandbyNames",
  );
});

test("passes where as many standbys as are needed are in sync", () => {
  expect(judged("a", ["sync"]).status).toBe("pass");
  expect(judged("ANY 2 (a, b, c)", ["quorum", "quorum", "quorum"]).status).toBe("pass");
});

test("passes on a platform whose storage confirms commits", () => {
  expect(judged("walproposer", []).status).toBe("pass");
});

test("fails where fewer are in sync, and offers both ways", () => {
  const finding = judged("replica_2", ["async"]);
  expect(finding).toMatchObject({ status: "fail", objects: ["synchronous_standby_names"] });
  expect(finding.found).toContain("no standby is in sync");
  expect(finding.ways.map(({ sql }) => sql ?? "").join()).toContain("synchronous_standby_names = ''");
  expect(judged("FIRST 2 (a, b)", ["sync"]).found).toContain("only 1 of 2");
  expect(judged("a", ["potential"]).status).toBe("fail");
});

test.each(["remote_write", "remote_apply", "on"])("fails where Electric commits with %s", (commit) => {
  expect(judged("replica_2", [], commit).status).toBe("fail");
});

test.each(["local", "off", "OFF", "0"])("warns where Electric's own commits are %s", (commit) => {
  expect(judged("replica_2", [], commit).status).toBe("warn");
});

test("is unknown where a hidden walsender might be in sync, and fails where all of them together were too few", () => {
  const finding = judged("a", [null]);
  expect(finding.status).toBe("unknown");
  expect(finding.ways[0]?.sql).toContain("GRANT pg_read_all_stats");
  expect(judged("2 (a, b, c)", [null]).status).toBe("fail");
});

describe("standbys needed", () => {
  test.each([
    ["", 0],
    ["a", 1],
    ["a, b", 1],
    ["*", 1],
    ["2 (a, b)", 2],
    ["FIRST 3 (a, b, c)", 3],
    ["any 2(*)", 2],
    ['"ANY 2 (x)"', 1],
  ])("%s needs %i", (names, needed) => {
    expect(standbysNeeded(names)).toBe(needed);
  });
});
