import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { exportEvents } from "../audit/export";
import { recordAudit } from "../audit/record";
import { system } from "../context";
import { db } from "../store/db";
import { startTestStore, type TestStore } from "../store/testing";
import { programIn } from "./testing/program";

const folder = mkdtempSync(path.join(tmpdir(), "headroom-audit-"));
const headroom = programIn(folder);
let store: TestStore;
beforeAll(async () => {
  store = await startTestStore();
  for (let pid = 1; pid <= 3; pid += 1)
    await db().transaction((tx) =>
      recordAudit(tx, system, {
        action: "terminate",
        database: { id: null, name: "Orders" },
        detail: { pid },
      }),
    );
});
afterAll(async () => {
  await store.stop();
  rmSync(folder, { recursive: true });
});

const verify = (...args: string[]) =>
  headroom(["audit", "verify", ...args], { env: { DATABASE_URL: store.url } });

/** Does something behind the trigger that keeps entries, as a superuser can. */
const tamper = (statement: string) =>
  db().execute(
    sql.raw(`ALTER TABLE audit_events DISABLE TRIGGER USER; ${statement};
      ALTER TABLE audit_events ENABLE TRIGGER USER`),
  );

async function exported(): Promise<string[]> {
  const lines: string[] = [];
  for await (const page of exportEvents(system, {})) lines.push(...page.map((line) => JSON.stringify(line)));
  return lines;
}

test("a whole log is counted and its head printed, and that head is found again later", async () => {
  const { status, stdout } = await verify();
  expect(stdout).toMatch(
    /^WHOLE: 3 entries, each as it was written\.\nLast entry: \d+ of .*Z\nHead: [0-9a-f]{64}\n$/,
  );
  expect(status).toBe(0);
  const head = /Head: (\w+)/.exec(stdout)?.[1] ?? "";
  const again = await verify("--head", head, "--json");
  expect(JSON.parse(again.stdout)).toMatchObject({
    whole: true,
    entries: 3,
    head: { hash: head, position: 3 },
    brokenAt: null,
    headFound: true,
  });
  const missing = await verify("--head", "0".repeat(64));
  expect(missing).toMatchObject({
    status: 1,
    stdout: expect.stringMatching(/MISSING: .*cut off at its end/),
  });
});

test("an entry that was changed is named with its place, and the status is 1", async () => {
  await tamper(`UPDATE audit_events SET detail = '{"pid": 9}' WHERE position = 2`);
  const { status, stdout } = await verify();
  expect(stdout).toMatch(
    /^BROKEN at entry \d+ \(place 2, .*\): its content is not what was written\.\n1 entry before it is/,
  );
  expect(status).toBe(1);
  await tamper(`UPDATE audit_events SET detail = '{"pid": 2}' WHERE position = 2`);
  expect(await verify()).toMatchObject({ status: 0 });
});

test("an export is verified without a store, and a line that was changed is named", async () => {
  const lines = await exported();
  const file = path.join(folder, "audit.jsonl");
  writeFileSync(file, `${lines.join("\n")}\n`);
  const run = (name: string) => headroom(["audit", "verify", name]);
  expect(await run("audit.jsonl")).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/^WHOLE: 3 entries\.\nHead: /),
  });
  writeFileSync(file, [lines[0], lines[2]].join("\n"));
  expect(await run("audit.jsonl")).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(
      /^AS WRITTEN: 2 entries\.\n1 entry has a predecessor that is not in the file/,
    ),
  });
  writeFileSync(file, lines.join("\n").replace('"pid":2', '"pid":9'));
  expect(await run("audit.jsonl")).toMatchObject({
    status: 1,
    stdout: expect.stringMatching(/^BROKEN at line 2:/),
  });
  expect(await run("away.jsonl")).toMatchObject({
    status: 2,
    stderr: expect.stringContaining("cannot be read (ENOENT)"),
  });
});

test("wrong arguments, and a store that is not there, end with 2 and say what to do", async () => {
  const wrong = await headroom(["audit"]);
  expect(wrong).toMatchObject({ status: 2, stderr: expect.stringContaining("headroom audit verify") });
  const away = await headroom(["audit", "verify"], {
    env: { DATABASE_URL: "postgresql://headroom:hush@127.0.0.1:1/none" },
  });
  expect(away).toMatchObject({ status: 2, stderr: expect.stringMatching(/DATABASE_URL.*ECONNREFUSED/) });
  expect(away.both).not.toContain("hush");
  const none = await headroom(["audit", "verify"], { env: { HEADROOM_DATA: path.join(folder, "empty") } });
  expect(none).toMatchObject({ status: 2, stderr: expect.stringContaining("There is no store in") });
});
