import { afterAll, beforeAll, expect, onTestFinished, test, vi } from "vitest";
import type { Context } from "../context";
import { BadInput, NotAllowed } from "../errors";
import { db } from "../store/db";
import { auditEvents, settings, user } from "../store/schema";
import { startTestStore, type TestStore } from "../store/testing";
import { MailNotSent } from "./not-sent";
import { readMail } from "./read";
import { saveMailServer } from "./save";
import { isMailSet, sendMail } from "./send";
import { testMail } from "./send-test";
import { startMailServer } from "./testing/mail-server";

const admin: Context = { actor: { kind: "user", id: "a", role: "admin" } };
const member: Context = { actor: { kind: "user", id: "a", role: "member" } };
const login = { user: "headroom", password: "pass word/1" };

let store: TestStore;
beforeAll(async () => {
  store = await startTestStore();
  vi.stubEnv("DATABASE_URL", store.url);
  await db().insert(user).values({ id: "a", name: "Ada", email: "ada@example.com", role: "admin" });
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await store.stop();
});

async function started(...given: Parameters<typeof startMailServer>) {
  const made = await startMailServer(...given);
  onTestFinished(() => made.stop());
  return made;
}

test("without a server nothing is sent, and it is said where one is set", async () => {
  expect(await isMailSet()).toBe(false);
  const error: unknown = await sendMail({ to: "a@example.com", subject: "x", text: "x" }).catch(
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(MailNotSent);
  expect(error).toMatchObject({ message: expect.stringContaining("No mail server is set.") });
});

test("an admin sets the server, and a test arrives and is kept as the last result", async () => {
  const { server, mails } = await started({ login });
  await saveMailServer(admin, server);
  expect(await isMailSet()).toBe(true);
  expect(await testMail(admin, { to: "ada@example.com" })).toMatchObject({ ok: true });
  expect(mails).toMatchObject([{ to: ["ada@example.com"], user: "headroom" }]);
  const view = await readMail(admin);
  expect(view).toMatchObject({
    fromEnvironment: false,
    server: { host: "127.0.0.1", passwordSet: true },
    lastTest: { ok: true },
  });
  const stored = JSON.stringify([
    view,
    await db().select().from(settings),
    await db().select().from(auditEvents),
  ]);
  expect(stored).not.toContain(login.password);
});

test("an empty password keeps the stored one, but not for another server or user", async () => {
  const { server } = await started({ login });
  await saveMailServer(admin, server);
  await saveMailServer(admin, { ...server, password: "", from: "other@example.com" });
  expect(await testMail(admin, { to: "ada@example.com" })).toMatchObject({ ok: true });
  for (const elsewhere of [
    { host: "localhost" },
    { port: server.port + 1 },
    { user: "eve" },
    { tls: "starttls" },
  ]) {
    const refused = saveMailServer(admin, { ...server, password: "", ...elsewhere });
    await expect(refused).rejects.toMatchObject({ fields: { password: expect.any(String) } });
  }
});

test("a refused address is named by sendMail, and the others have the mail", async () => {
  const { server, mails } = await started({ refuses: { "gone@example.com": 550 } });
  await saveMailServer(admin, server);
  const sending = sendMail({ to: ["ada@example.com", "gone@example.com"], subject: "x", text: "x" });
  await expect(sending).rejects.toMatchObject({
    problem: { kind: "some-recipients", retry: false },
    message: expect.stringContaining("gone@example.com (550"),
  });
  expect(mails).toHaveLength(1);
});

test("a failed test is kept with the words of the server, and without the password", async () => {
  const { server } = await started({ login });
  await saveMailServer(admin, { ...server, password: "guessed-password" });
  const answer = await testMail(admin, { to: "ada@example.com" });
  expect(answer).toMatchObject({ ok: false, says: expect.stringContaining("535") });
  const { lastTest } = await readMail(admin);
  expect(lastTest).toMatchObject({ ok: false, says: answer.says });
  expect(JSON.stringify([answer, lastTest])).not.toContain("guessed-password");
});

test("a member reads, sets and tests no server, and a malformed one is refused by field", async () => {
  await expect(readMail(member)).rejects.toThrow(NotAllowed);
  await expect(saveMailServer(member, {})).rejects.toThrow(NotAllowed);
  await expect(testMail(member, { to: "a@example.com" })).rejects.toThrow(NotAllowed);
  await expect(testMail(admin, { to: "nobody" })).rejects.toThrow(BadInput);
  const wrong = { host: "smtp://mail", port: "0", tls: "starttls", from: "me" };
  await expect(saveMailServer(admin, wrong)).rejects.toMatchObject({
    fields: { host: expect.any(String), port: expect.any(String), from: expect.any(String) },
  });
});
