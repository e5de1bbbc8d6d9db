import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import {
  aNeighbour,
  aStandby,
  aStandbySlot,
  HOUR,
  senderWith,
  slotWith,
  unseen,
} from "@/lib/replication/fixture";
import { replicationOf } from "@/lib/replication/page";
import { aSnapshot, snapshotWith } from "@/lib/snapshot/fixture";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { defaultTarget } from "@/lib/target/schema";
import { Replication, type ReplicationProps } from "./replication";

function draw(change: (snapshot: ReachedSnapshot) => void, props: Partial<ReplicationProps> = {}): string {
  const snapshot = snapshotWith(change);
  return renderToStaticMarkup(
    <QueryClientProvider client={new QueryClient()}>
      <Replication
        databaseId="1"
        target={defaultTarget}
        takenAt={aSnapshot.takenAt}
        told={replicationOf(snapshot, defaultTarget, null, [aNeighbour("billing")])}
        worst={null}
        archived={false}
        initial={null}
        {...props}
      />
    </QueryClientProvider>,
  );
}

const text = (html: string) =>
  html
    .replaceAll(/<[^>]+>/g, " ")
    .replaceAll("&#x27;", "'")
    .replaceAll(/\s+/g, " ");

test("slot, publication, its end, standbys, transactions and consumers stand with their sentences", () => {
  const html = draw((snapshot) => {
    snapshot.slots = [
      slotWith({}),
      aStandbySlot,
      slotWith({ name: "debezium", database: "billing", active: false, activePid: null }),
    ];
    snapshot.walSenderList = [senderWith({}), aStandby];
    snapshot.preparedTransactions = [{ gid: "batch", owner: "app", database: "orders", ageMs: HOUR }];
  });
  const shown = text(html);
  for (const part of [
    "Electric reads electric_slot_default and is 1 kB behind.",
    "64 kB of 10 GB kept (0 %, max_slot_wal_keep_size).",
    "1 of 1 target table is published.",
    "Every client gets 409 must-refetch",
    "The new slot waits for 1 open transaction",
    "1 standby streams.",
    "1 transaction older than a minute; a new slot would wait for 1.",
    "ROLLBACK PREPARED in that database ends it",
    "Electric this database electric_slot_default database orders active, 64 kB kept 20 connections claimed",
    "Electric billing electric_slot_billing database billing no slot yet 20 connections claimed",
    "Debezium debezium database billing not read, 64 kB kept 0 connections seen",
    "May another Electric with a pool of 20 come?",
    "it needs 20, 24 during a deploy",
    "Watch connections",
  ])
    expect(shown).toContain(part);
  expect(html).toContain('role="meter"');
  expect(html).toContain('href="/databases/1/connections"');
  expect(html).toContain('href="/databases/1/tables"');
});

test("what may not be seen is unknown with its grant in every part, never empty", () => {
  const shown = text(
    draw((snapshot) =>
      Object.assign(snapshot, {
        slots: unseen,
        walSenders: unseen,
        walSenderList: unseen,
        activity: unseen,
        transactions: unseen,
        preparedTransactions: unseen,
      }),
    ),
  );
  expect(shown.split("GRANT pg_monitor TO headroom;").length - 1).toBe(4);
  for (const part of [
    "Unknown: Headroom's role may not see replication slots.",
    "Slots are unknown.",
    "Unknown: Headroom's role may not see all transactions.",
    "slots unknown · walsenders unknown · connections unknown",
    "slot unknown connections unknown",
    "Unknown: Headroom's role may not see slots, walsenders and connections.",
  ])
    expect(shown).toContain(part);
  expect(shown).not.toContain("If this slot ends");
});

test("the worst finding is the next step, with the way to its options", () => {
  const worst = { id: "slot.lag", title: "Electric keeps up", status: "warn", found: "it does not" } as const;
  const html = draw(() => {}, { worst });
  expect(html).toContain('href="/databases/1/readiness?check=slot.lag"');
  expect(text(html)).toContain("Show how");
});

test("a thousand slots stay one page: the rest is folded", () => {
  const html = draw((snapshot) => {
    snapshot.slots = Array.from({ length: 1000 }, (_, at) => slotWith({ name: `slot_${at}`, active: false }));
  });
  expect(text(html)).toContain("and 990 more");
});
