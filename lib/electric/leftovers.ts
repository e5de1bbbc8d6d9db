/**
 * Names that other kinds of Electric give. Electric Cloud, which winds down, has cloud_electric_slot_… and
 * cloud_electric_pub_…; Electric 0.x had one of each for a database, event triggers and a schema (its
 * postgres/extension.ex and replication/postgres_connector).
 */
export const CLOUD_SLOT = "cloud_electric_slot_";
export const CLOUD_PUBLICATION = "cloud_electric_pub_";
const OLD_SLOT = "electric_replication_out";

export const OLD_ELECTRIC = {
  publication: "electric_publication",
  schema: "electric",
  eventTriggers: ["electric_event_trigger_ddl_end", "electric_event_trigger_sql_drop"],
  /** Tables that its schema has beside others; two of them tell it from a schema of the same name. */
  tables: [
    "ddl_commands",
    "migration_versions",
    "electrified",
    "acknowledged_client_lsns",
    "transaction_marker",
  ],
} as const;

/** Returns which Electric gave a slot its name; null for none. */
export function electricOfSlot(name: string): "Electric" | "Electric Cloud" | "Electric 0.x" | null {
  if (name.startsWith("electric_slot_")) return "Electric";
  if (name.startsWith(CLOUD_SLOT)) return "Electric Cloud";
  return name === OLD_SLOT || name.startsWith(`${OLD_SLOT}_`) ? "Electric 0.x" : null;
}

/** Whether a slot has a name that Electric 0.x gives. */
export const isOldSlot = (name: string): boolean => electricOfSlot(name) === "Electric 0.x";

/** Returns the slot that Electric Cloud uses with a publication of its own naming: both have the source's id at their end. */
export const cloudSlotOf = (publication: string): string =>
  CLOUD_SLOT + publication.slice(CLOUD_PUBLICATION.length);
