import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { aDatabaseInput } from "@/lib/databases/fixture";
import { system, type Context } from "../context";
import { addDatabase } from "../databases/create";
import { BadInput } from "../errors";
import { startMailServer, type TestMailServer } from "../mail/testing/mail-server";
import { saveMailServer } from "../mail/save";
import { readSetting } from "../settings/read";
import { writeSetting } from "../settings/write";
import { db } from "../store/db";
import { channels, letters, turns, user } from "../store/schema";
import { startTestStore, type TestStore } from "../store/testing";
import { addChannel } from "./channels/add";
import { pingDue } from "./channels/pings";
import { removeChannel } from "./channels/remove";
import { takeTurn } from "./channels/turn";
import { startReceiver } from "./channels/testing/receiver";
import { sendDueLetter } from "./letter";
import { saveLetter } from "./save-letter";

const admin: Context = { actor: { kind: "user", id: "a", role: "admin" } };

let store: TestStore;
let mail: TestMailServer;
let channel: string;
beforeAll(async () => {
  store = await startTestStore();
  vi.stubEnv("DATABASE_URL", store.url);
  await db().insert(user).values({ id: "a", name: "Ada", email: "ada@example.com", role: "admin" });
  await addDatabase(system, {
    ...aDatabaseInput,
    name: "orders\r\nBcc: eve@example.com".replace(/[\r\n]+/g, " "),
  });
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await store.stop();
});
beforeEach(async () => {
  mail = await startMailServer();
  await saveMailServer(admin, mail.server);
  ({ id: channel } = await addChannel(admin, {
    kind: "mail",
    name: "Team",
    values: { to: "ada@example.com" },
  }));
});
afterEach(async () => {
  await mail.stop();
  await db().delete(channels);
  await db().delete(letters);
});

/** Switches the letter on, as if that had been two weeks ago. */
async function switchOn(): Promise<void> {
  await saveLetter(admin, { on: true, weekday: 0, hour: 9, zone: "Europe/Berlin", channels: [channel] });
  const now = await readSetting("letter");
  await writeSetting(db(), "letter", { ...now, since: new Date(Date.now() - 14 * 86_400_000).toISOString() });
}

test("the letter is off by default, and one that is switched on waits for its next time", async () => {
  await sendDueLetter();
  await saveLetter(admin, { on: true, weekday: 0, hour: 9, zone: "UTC", channels: [channel] });
  await sendDueLetter();
  expect(mail.mails).toEqual([]);
  await expect(
    saveLetter(admin, { on: true, weekday: 0, hour: 9, zone: "UTC", channels: [] }),
  ).rejects.toThrow(BadInput);
  await expect(saveLetter(admin, { on: true, zone: "Mars/Olympus", channels: [channel] })).rejects.toThrow(
    BadInput,
  );
});

test("a letter that is due is sent once, whatever the number of replicas and of rounds", async () => {
  await switchOn();
  await Promise.all([sendDueLetter(), sendDueLetter(), sendDueLetter()]);
  await sendDueLetter();
  expect(mail.mails).toHaveLength(1);
  expect(mail.mails[0]?.source).toContain("Subject: [Headroom] Your week");
});

test("a mail server that was away gets the letter when it is back, as one Message-ID", async () => {
  await switchOn();
  await mail.stop();
  await sendDueLetter();
  const [waiting] = await db().select().from(letters);
  expect(waiting).toMatchObject({ sentAt: null, tries: 1 });
  mail = await startMailServer();
  await saveMailServer(admin, mail.server);
  await sendDueLetter();
  expect(mail.mails).toEqual([]);
  await db().execute(sql`UPDATE letters SET until = now()`);
  await sendDueLetter();
  await sendDueLetter();
  expect(mail.mails).toHaveLength(1);
});

test("a clock that goes back sends none twice, and one that went ahead keeps none from being sent", async () => {
  await switchOn();
  await sendDueLetter();
  expect(mail.mails).toHaveLength(1);
  // The letters of weeks to come, as a clock that was ahead left them.
  await db().execute(sql`
    INSERT INTO letters (slot, channel_id, sent_at)
    SELECT slot + week * interval '7 days', channel_id, now() FROM letters, generate_series(2, 4) AS week`);
  await sendDueLetter();
  const left = await db().select().from(letters);
  expect(left).toHaveLength(1);
  expect(mail.mails).toHaveLength(1);
});

test("a letter goes to no channel that was removed meanwhile", async () => {
  await switchOn();
  await removeChannel(admin, channel);
  await sendDueLetter();
  expect(mail.mails).toEqual([]);
});

test("one replica in a minute calls a dead-man address, and none without its store", async () => {
  const receiver = await startReceiver();
  onTestFinished(() => receiver.stop());
  await addChannel(admin, { kind: "ping", name: "Deadman", values: { url: `${receiver.url}/ping/uuid` } });
  await Promise.all([pingDue(), pingDue(), pingDue()]);
  await pingDue();
  expect(receiver.taken).toMatchObject([{ method: "GET", path: "/ping/uuid" }]);
  await db().execute(sql`UPDATE turns SET until = now()`);
  await pingDue();
  expect(receiver.taken).toHaveLength(2);
  await db().execute(sql`ALTER TABLE turns RENAME TO turns_away`);
  await expect(pingDue()).rejects.toThrow();
  await db().execute(sql`ALTER TABLE turns_away RENAME TO turns`);
  expect(receiver.taken).toHaveLength(2);
});

test("a turn that a clock took far ahead does not hold, and one that is taken does", async () => {
  expect(await takeTurn("a", 60)).toBe(true);
  expect(await takeTurn("a", 60)).toBe(false);
  await db()
    .update(turns)
    .set({ until: new Date(Date.now() + 365 * 86_400_000) });
  expect(await takeTurn("a", 60)).toBe(true);
});
