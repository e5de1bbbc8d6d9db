import { jsonb, pgTable, text } from "drizzle-orm/pg-core";
import { at } from "./database-schema";

/** Settings of the whole installation, one row each; a key that is not here has its default (lib/settings/settings.ts). */
export const settings = pgTable("settings", {
  key: text().primaryKey(),
  value: jsonb().$type<unknown>().notNull(),
  updatedAt: at("updated_at").notNull().defaultNow(),
});
