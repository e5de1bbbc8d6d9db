import { boolean, integer, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import type { ChannelValues } from "@/lib/alerts/channels/define";
import type { ChannelKind } from "@/lib/alerts/channels";
import { at } from "./database-schema";

/** Channels of alerts. `config` holds no secret; `secrets` is the sealed JSON of all of them, bound to its row. */
export const channels = pgTable("channels", {
  id: uuid().primaryKey().defaultRandom(),
  kind: text().$type<ChannelKind>().notNull(),
  name: text().notNull(),
  config: jsonb().$type<ChannelValues>().notNull(),
  /** In the form of server/secrets/seal-text.ts, which the store's rooms do not import. */
  secrets: jsonb().$type<{ keyId: string; nonce: string; ciphertext: string }>().notNull(),
  /** Result of the last message, test or ping; `lastSays` is for people and holds no secret. */
  lastAt: at("last_at"),
  lastOk: boolean("last_ok"),
  lastSays: text("last_says"),
  lastEvent: text("last_event"),
  createdAt: at("created_at").notNull().defaultNow(),
});

/** Work that one replica does in turn for all: until `until` no other does it. Only the store's clock counts. */
export const turns = pgTable("turns", {
  key: text().primaryKey(),
  until: at("until").notNull(),
});

/** The weekly letters: one row for each channel and time, so that each is sent once whichever replica does it. */
export const letters = pgTable(
  "letters",
  {
    /** The time that the letter was due. */
    slot: at("slot").notNull(),
    channelId: uuid("channel_id")
      .notNull()
      .references(() => channels.id, { onDelete: "cascade" }),
    /** Until then the replica that took it is at work. */
    until: at("until").notNull().defaultNow(),
    tries: integer().notNull().default(0),
    sentAt: at("sent_at"),
  },
  (table) => [primaryKey({ columns: [table.slot, table.channelId] })],
);
