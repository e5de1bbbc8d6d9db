import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { closeStore, db, pointStoreAt } from "../store/db";
import { user } from "../store/schema";
import { startTestStore, type TestStore } from "../store/testing";
import { appendEvent } from "./append";
import { sealAudit } from "./seal";
import { verifyAudit } from "./verify";

let store: TestStore;
beforeAll(async () => {
  store = await startTestStore();
  vi.stubEnv("DATABASE_URL", store.url);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await store.stop();
});

/** The store whose database was given another isolation level: new sessions begin with it. */
async function storeWith(isolation: string): Promise<void> {
  const name = new URL(store.url).pathname.slice(1);
  await db().execute(sql.raw(`ALTER DATABASE ${name} SET default_transaction_isolation = '${isolation}'`));
  await closeStore();
  pointStoreAt(store.url);
}

const entry = { userId: null, databaseId: null, userName: "Headroom", profileName: "Orders", action: "x" };
const many = Array.from({ length: 30 }, (_, at) => at);

test.each(["repeatable read", "serializable"])(
  "entries written at the same moment make one chain in a store whose default is %s",
  async (isolation) => {
    await storeWith(isolation);
    const { rows } = await verifyAudit();
    const written = many.map((at) =>
      db().transaction((tx) => appendEvent(tx, { ...entry, fromAddress: null, detail: { at } })),
    );
    const sealed = [sealAudit(), sealAudit()];
    expect(
      (await Promise.allSettled([...written, ...sealed])).filter(({ status }) => status === "rejected"),
    ).toEqual([]);
    expect(await verifyAudit()).toEqual({ rows: rows + many.length, brokenAt: null });
  },
);

test.each(["repeatable read", "serializable"])(
  "single statements that meet on one row in such a store wait for each other and do not fail (%s)",
  async (isolation) => {
    await storeWith(isolation);
    await db()
      .insert(user)
      .values({ id: isolation, name: "0", email: `${isolation}@example.com`, role: "admin" });
    const counted = many.map(() =>
      db()
        .update(user)
        .set({ name: sql`(${user.name}::int + 1)::text` })
        .where(sql`${user.id} = ${isolation}`),
    );
    await Promise.all(counted);
    const { rows } = await db().execute<{ name: string }>(
      sql`SELECT name FROM "user" WHERE id = ${isolation}`,
    );
    expect(rows).toEqual([{ name: String(many.length) }]);
  },
);
