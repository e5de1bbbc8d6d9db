import { boolean, index, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { WALL_CONTRASTS, WALL_THEMES, type ShareScope } from "@/lib/wall/link";
import { user } from "./auth-schema";
import { at, ofDatabase } from "./database-schema";

/** Links to the shared wall. The token itself is nowhere: it was shown once. */
export const shareLinks = pgTable("share_links", {
  id: uuid().primaryKey().defaultRandom(),
  name: text().notNull(),
  tokenHash: text("token_hash").notNull().unique(),
  scope: jsonb().$type<ShareScope>().notNull(),
  showsHosts: boolean("shows_hosts").notNull().default(false),
  showsApplications: boolean("shows_applications").notNull().default(false),
  theme: text({ enum: WALL_THEMES }).notNull().default("system"),
  contrast: text({ enum: WALL_CONTRASTS }).notNull().default("normal"),
  createdAt: at("created_at").notNull().defaultNow(),
  expiresAt: at("expires_at").notNull(),
  revokedAt: at("revoked_at"),
  /** When a screen last opened it or showed it, to the minute; it stays when the screens' rows go. */
  lastUsedAt: at("last_used_at"),
  userId: text("user_id").references(() => user.id, { onDelete: "set null" }),
  /** The name as it was then: it stays when the account goes. */
  userName: text("user_name").notNull(),
});

/** One screen that opened a wall link: its cookie holds the secret of this row and opens nothing else. */
export const wallSessions = pgTable(
  "wall_sessions",
  {
    id: uuid().primaryKey().defaultRandom(),
    linkId: uuid("link_id")
      .notNull()
      .references(() => shareLinks.id, { onDelete: "cascade" }),
    secretHash: text("secret_hash").notNull().unique(),
    createdAt: at("created_at").notNull().defaultNow(),
    /** Until when its stream counts as open without another word of the replica that serves it; null while none is. */
    openUntil: at("open_until"),
  },
  (table) => [index("wall_sessions_link").on(table.linkId)],
);

/**
 * Status badges that are switched on. Their token stands in the READMEs that show the badge and opens one figure, so it is kept as it is, for
 * an admin to copy again.
 */
export const badges = pgTable("badges", {
  databaseId: ofDatabase().primaryKey(),
  token: text().notNull().unique(),
  createdAt: at("created_at").notNull().defaultNow(),
});
