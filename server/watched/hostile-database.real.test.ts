import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { loadModule } from "libpg-query";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Context } from "@/server/context";
import { MAJORS, type Major } from "@/server/embedded/binaries";
import { stopMonitor } from "@/server/monitor-link";
import { db } from "@/server/store/db";
import { user } from "@/server/store/schema";
import { startTestStore, type TestStore } from "@/server/store/testing";
import { versionsFor } from "@/server/testing/versions";
import { AUTHOR, foreignIn } from "./testing/hostile/detector";
import { OWNERS, TALKATIVE } from "./testing/hostile/settings";
import { ADMIN, startHostileServer, SUPERUSER, type HostileServer } from "./testing/hostile/server";
import { walkCommandLine } from "./testing/hostile/walk-command-line";
import { readPages, walkPages } from "./testing/hostile/walk-pages";
import { namesIn, type SqlName } from "./testing/sql-names";
import { sqlTexts } from "./testing/sql-texts";

/**
 * A database whose owner has put code of its own in each place where Postgres calls some: nothing that Headroom does there may run it
 * with more rights than its author has. Every execution is in the server's log, whatever became of its transaction.
 */
const by: Context = { actor: { kind: "user", id: "a", role: "admin" } };
const folder = mkdtempSync(path.join(tmpdir(), "headroom-hostile-files-"));
const servers: HostileServer[] = [];
let store: TestStore;
let names: SqlName[];

beforeAll(async () => {
  await loadModule();
  names = namesIn(await sqlTexts());
  store = await startTestStore();
  vi.stubEnv("DATABASE_URL", store.url);
  vi.stubEnv("HEADROOM_SECRET", "a secret that is long enough for a test");
  await db().insert(user).values({ id: "a", name: "Ada", email: "ada@example.com", role: "admin" });
});
afterAll(async () => {
  await stopMonitor();
  for (const server of servers) await server.stop();
  vi.unstubAllEnvs();
  await store.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function serverOf(major: Major): Promise<HostileServer> {
  const server = await startHostileServer(major, names);
  servers.push(server);
  return server;
}

/** Before 16 an admin that is no superuser makes no role with REPLICATION: it is there before. */
const roleFor = (login: string, database: string, major: Major) =>
  login === ADMIN && major < 16 ? { role: `electric_${database}` } : {};

async function pagesRunNothing(server: HostileServer, login: string): Promise<void> {
  const database = `pages_${login}`;
  await server.makeDatabase(database, {
    ...roleFor(login, database, server.major),
    ...(login === SUPERUSER ? { publication: `electric_publication_${database}` } : {}),
  });
  const mark = server.mark();
  const walked = await walkPages({ server, database, login, by });
  expect(foreignIn(server.executions(mark))).toEqual([]);
  expect(walked).toEqual({
    check: "reached",
    live: "sampling",
    sessions: 1,
    signal: "done",
    plans: { owner: [], member: [], manual: [] },
    runs: {
      "dry run": "rehearsed",
      apply: "applied",
      undo: "applied",
      "apply again": "applied",
      "clean-up": "applied",
    },
    blockers: 1,
    settled: ["applied", "applied"],
  });
  expect(await server.isSuperuser(AUTHOR)).toBe(false);
}

async function commandsRunNothing(server: HostileServer, login: string): Promise<void> {
  const database = `shell_${login}`;
  await server.makeDatabase(database, roleFor(login, database, server.major));
  const mark = server.mark();
  const { statuses, written } = await walkCommandLine(server, { database, login, folder });
  expect(foreignIn(server.executions(mark))).toEqual([]);
  expect(statuses, written.join("")).toEqual({
    check: 1,
    connect: 1,
    "plan owner": 0,
    "plan member": 0,
    "plan manual": 0,
    "dry run": 0,
    apply: 0,
    undo: 0,
    "apply again": 0,
    // Where an event trigger would run code of another role, no statement is tried.
    try: 2,
    "clean-up": 0,
  });
  expect(await server.isSuperuser(AUTHOR)).toBe(false);
}

/** Every login becomes the author, in a session that can become a superuser again; and the server tells all that it plans. */
async function talkativeRunsNothing(server: HostileServer): Promise<void> {
  const database = "talkative";
  await server.makeDatabase(database, { settings: { ...OWNERS, ...TALKATIVE, role: AUTHOR } });
  const mark = server.mark();
  const { check, live, plans } = await readPages({ server, database, login: SUPERUSER, by });
  expect(foreignIn(server.executions(mark))).toEqual([]);
  expect([check, live]).toEqual(["reached", "sampling"]);
  // What the author may not do the plan says beforehand, though the session could become more.
  for (const lacks of Object.values(plans)) expect(lacks).not.toEqual([]);
  expect(await server.isSuperuser(AUTHOR)).toBe(false);
}

/** 17 is walked by either login otherwise than these; of 15 and 16 each has one of the two walks. */
const WALKS = { pages: versionsFor("turns", 0), commands: versionsFor("turns", 1) };

test.concurrent.each(MAJORS)(
  "a hostile database on Postgres %i has none of its code run by us",
  async (major) => {
    const server = await serverOf(major);
    if (WALKS.pages.includes(major)) await pagesRunNothing(server, SUPERUSER);
    if (WALKS.commands.includes(major)) await commandsRunNothing(server, ADMIN);
    if (major !== 17) return;
    await talkativeRunsNothing(server);
    await pagesRunNothing(server, ADMIN);
    await commandsRunNothing(server, SUPERUSER);
  },
);
