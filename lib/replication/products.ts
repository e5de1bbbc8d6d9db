import { electricOfSlot } from "@/lib/electric/leftovers";
import type { Slot } from "@/lib/snapshot/replication";

type Product = {
  name: string;
  /** Slot names that it gives or that its documentation has one type. */
  slot: RegExp;
  /** Application names of its sessions; null where none is known. */
  application: RegExp | null;
};

/**
 * Products that read a logical slot, by the names in their own sources and setup guides, the more particular first: Airbyte
 * and Sequin documentation; Debezium, PostgresConnection.java; Fivetran's guide on Neon; PeerDB, flow/activities
 * (ClickPipes is PeerDB); PowerSync, modules/module-postgres; supabase/etl, slots.rs; supabase/realtime; PostgreSQL docs 29.2.
 */
const PRODUCTS: readonly Product[] = [
  { name: "Airbyte", slot: /^airbyte/, application: null },
  { name: "Debezium", slot: /^debezium/, application: /^Debezium / },
  { name: "Fivetran", slot: /^fivetran/, application: null },
  { name: "PeerDB", slot: /^peerflow_slot_/, application: /^peerdb/i },
  { name: "PowerSync", slot: /^powersync/, application: /^powersync\// },
  { name: "Sequin", slot: /^sequin/, application: null },
  { name: "Supabase ETL", slot: /^supabase_etl_/, application: null },
  { name: "Supabase Realtime", slot: /^supabase_realtime/, application: /^realtime_/ },
  { name: "Zero", slot: /^zero_\d+_/, application: null },
  { name: "Postgres subscription, first copy", slot: /^pg_\d+_sync_\d+_\d+$/, application: null },
];

/** The product that a slot belongs to, as far as names tell. */
export type Recognised = { product: string; application: RegExp | null; isElectric: boolean };

type Named = Pick<Slot, "name" | "plugin">;

/**
 * Returns which product reads a logical slot: by the slot's name, else by the name of its walsender. A walsender that is named
 * like its slot is a subscription of another Postgres (PostgreSQL docs, CREATE SUBSCRIPTION).
 */
export function recognise({ name, plugin }: Named, walSenderName: string): Recognised {
  const electric = electricOfSlot(name);
  if (electric !== null) return { product: electric, application: null, isElectric: true };
  const found =
    PRODUCTS.find(({ slot }) => slot.test(name)) ??
    PRODUCTS.find(({ application }) => application?.test(walSenderName) === true);
  if (found !== undefined) return { product: found.name, application: found.application, isElectric: false };
  const product =
    walSenderName === name
      ? "Postgres subscription"
      : plugin === null || plugin === "pgoutput"
        ? "Not recognised"
        : `Not recognised (${plugin})`;
  return { product, application: null, isElectric: false };
}
