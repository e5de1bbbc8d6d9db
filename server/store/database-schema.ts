import { customType, integer, jsonb, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { defaultSampling, type DatabaseInput, type Sampling } from "@/lib/databases/database";
import { SSLMODES } from "@/lib/postgres/sslmode";
import type { Target } from "@/lib/target/schema";

/** A point in time with its zone. */
export const at = (name: string) => timestamp(name, { withTimezone: true });
/** Bytes as they are. */
export const bytes = customType<{ data: Buffer }>({ dataType: () => "bytea" });

/** A watched database: where it is, who looks, and what is wanted of Electric. Its password stands in `credentials`. */
export const databases = pgTable("profiles", {
  id: uuid().primaryKey().defaultRandom(),
  kind: text({ enum: ["own", "sandbox"] })
    .notNull()
    .default("own"),
  name: text().notNull(),
  /** Several databases under one name, for people and shared views that are given some of them; empty for none. */
  group: text("group_name").notNull().default(""),
  host: text().notNull(),
  port: integer().notNull(),
  database: text().notNull(),
  user: text("db_user").notNull(),
  sslmode: text({ enum: SSLMODES }).notNull(),
  caCertificate: text("ca_certificate").notNull().default(""),
  urlFlaws: jsonb("url_flaws").$type<DatabaseInput["urlFlaws"]>().notNull().default([]),
  target: jsonb().$type<Target>().notNull(),
  sampling: jsonb().$type<Sampling>().notNull().default(defaultSampling),
  archivedAt: at("archived_at"),
  createdAt: at("created_at").notNull().defaultNow(),
  updatedAt: at("updated_at").notNull().defaultNow(),
});

/** A secret of a database, encrypted (server/secrets): bound to its row and field, so that it cannot be moved. */
export const credentials = pgTable("credentials", {
  id: uuid().primaryKey().defaultRandom(),
  databaseId: uuid("profile_id")
    .notNull()
    .unique()
    .references(() => databases.id, { onDelete: "cascade" }),
  keyId: text("key_id").notNull(),
  nonce: bytes().notNull(),
  ciphertext: bytes().notNull(),
});

/** The database that a row belongs to, and goes with. */
export const ofDatabase = () =>
  uuid("profile_id")
    .notNull()
    .references(() => databases.id, { onDelete: "cascade" });
