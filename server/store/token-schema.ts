import { sql } from "drizzle-orm";
import { index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { TOKEN_SCOPES } from "@/lib/accounts/api-token";
import { user } from "./auth-schema";
import { at } from "./database-schema";

/** Tokens of the API. The token itself is nowhere: it was shown once. Rows are never deleted, so that the audit log can be read by them. */
export const apiTokens = pgTable(
  "api_tokens",
  {
    id: uuid().primaryKey().defaultRandom(),
    name: text().notNull(),
    tokenHash: text("token_hash").notNull().unique(),
    scope: text({ enum: TOKEN_SCOPES }).notNull(),
    /** Groups of databases that it sees; none means all. */
    groups: text()
      .array()
      .notNull()
      .default(sql`'{}'`),
    createdAt: at("created_at").notNull().defaultNow(),
    expiresAt: at("expires_at").notNull(),
    revokedAt: at("revoked_at"),
    /** Time and address of the last use; written once a minute at most. */
    lastUsedAt: at("last_used_at"),
    lastUsedFrom: text("last_used_from"),
    /** The admin who made it: without the account, or its role, the token opens nothing. */
    userId: text("user_id").references(() => user.id, { onDelete: "set null" }),
    /** The name as it was then: it stays when the account goes. */
    userName: text("user_name").notNull(),
  },
  (table) => [
    // The audit log names a token by its name.
    uniqueIndex("api_tokens_name")
      .on(table.name)
      .where(sql`revoked_at IS NULL`),
  ],
);

/** Requests of the API that came with an Idempotency-Key, for a day: the same key gets the same answer. */
export const idempotencyKeys = pgTable(
  "idempotency_keys",
  {
    tokenId: uuid("token_id")
      .notNull()
      .references(() => apiTokens.id, { onDelete: "cascade" }),
    key: text().notNull(),
    /** SHA-256 of method, path and body. */
    requestHash: text("request_hash").notNull(),
    /** Id under which the work is done once at most: the id of the run that it begins. */
    requestId: uuid("request_id").notNull().defaultRandom(),
    /** The request that does the work; another one takes its place where it is silent for long. */
    holder: uuid().notNull().defaultRandom(),
    /** Status and body of the answer; null while the request is under way. */
    status: integer(),
    answer: jsonb().$type<unknown>(),
    createdAt: at("created_at").notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.tokenId, table.key] }),
    index("idempotency_keys_created").on(table.createdAt),
  ],
);
