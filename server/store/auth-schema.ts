import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  index,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { ROLES } from "@/lib/accounts/roles";

const at = (name: string) => timestamp(name, { withTimezone: true });

/** Accounts of people, in the tables that better-auth 1.7 expects, with our role. */
export const user = pgTable("user", {
  id: text().primaryKey(),
  name: text().notNull(),
  email: text().notNull().unique(),
  emailVerified: boolean("email_verified").notNull().default(false),
  image: text(),
  role: text({ enum: ROLES }).notNull().default("member"),
  /** Groups of databases that the person sees and acts on; none means all. An admin has none. */
  groups: text()
    .array()
    .notNull()
    .default(sql`'{}'`),
  /** Set with a password that another person made: until it is changed, the account opens nothing else. */
  mustChangePassword: boolean("must_change_password").notNull().default(false),
  createdAt: at("created_at").notNull().defaultNow(),
  updatedAt: at("updated_at").notNull().defaultNow(),
});

export const session = pgTable(
  "session",
  {
    id: text().primaryKey(),
    token: text().notNull().unique(),
    userId: text("user_id")
      .notNull()
      .references(() => user.id, { onDelete: "cascade" }),
    expiresAt: at("expires_at").notNull(),
    ipAddress: text("ip_address"),
    userAgent: text("user_agent"),
    createdAt: at("created_at").notNull().defaultNow(),
    updatedAt: at("updated_at").notNull().defaultNow(),
  },
  (table) => [index("session_user_id").on(table.userId)],
);

export const account = pgTable(
  "account",
  {
    id: text().primaryKey(),
    accountId: text("account_id").notNull(),
    providerId: text("provider_id").notNull(),
    userId: text("user_id")
      .notNull()
      .references(() => user.id, { onDelete: "cascade" }),
    accessToken: text("access_token"),
    refreshToken: text("refresh_token"),
    idToken: text("id_token"),
    accessTokenExpiresAt: at("access_token_expires_at"),
    refreshTokenExpiresAt: at("refresh_token_expires_at"),
    scope: text(),
    /** A scrypt hash. */
    password: text(),
    createdAt: at("created_at").notNull().defaultNow(),
    updatedAt: at("updated_at").notNull().defaultNow(),
  },
  (table) => [
    index("account_user_id").on(table.userId),
    // One subject of a provider is one person.
    uniqueIndex("account_provider_account").on(table.providerId, table.accountId),
  ],
);

export const verification = pgTable(
  "verification",
  {
    id: text().primaryKey(),
    identifier: text().notNull(),
    value: text().notNull(),
    expiresAt: at("expires_at").notNull(),
    createdAt: at("created_at").notNull().defaultNow(),
    updatedAt: at("updated_at").notNull().defaultNow(),
  },
  (table) => [index("verification_identifier").on(table.identifier)],
);

/** Invitations by link. The token is known by its hash alone; an account that goes takes the invitations along that it made. */
export const invitations = pgTable("invitations", {
  id: uuid().primaryKey().defaultRandom(),
  tokenHash: text("token_hash").notNull().unique(),
  role: text({ enum: ROLES }).notNull(),
  /** Groups of databases that the person will see; none for all. */
  groups: text()
    .array()
    .notNull()
    .default(sql`'{}'`),
  /** The address that the account will have; null where the person types it. */
  email: text(),
  invitedBy: text("invited_by")
    .notNull()
    .references(() => user.id, { onDelete: "cascade" }),
  createdAt: at("created_at").notNull().defaultNow(),
  expiresAt: at("expires_at").notNull(),
  usedAt: at("used_at"),
  revokedAt: at("revoked_at"),
});

/** Links that set a new password: an admin's, or one that was asked for by mail. */
export const passwordResets = pgTable(
  "password_resets",
  {
    id: uuid().primaryKey().defaultRandom(),
    tokenHash: text("token_hash").notNull().unique(),
    userId: text("user_id")
      .notNull()
      .references(() => user.id, { onDelete: "cascade" }),
    /** The admin who made it; null where the person asked for it by mail. */
    madeBy: text("made_by").references(() => user.id, { onDelete: "cascade" }),
    createdAt: at("created_at").notNull().defaultNow(),
    expiresAt: at("expires_at").notNull(),
    usedAt: at("used_at"),
  },
  (table) => [index("password_resets_user_id").on(table.userId)],
);

/** Second factors (TOTP, RFC 6238): one of a person. */
export const secondFactors = pgTable("second_factors", {
  userId: text("user_id")
    .primaryKey()
    .references(() => user.id, { onDelete: "cascade" }),
  /** The shared secret, sealed for this person's row (server/secrets/seal-text.ts). */
  secret: jsonb().$type<Record<"keyId" | "nonce" | "ciphertext", string>>().notNull(),
  /** Null until a code has shown that the person's app has the secret: nothing is asked for before. */
  confirmedAt: at("confirmed_at"),
  /** Time steps whose code was used, the newest last: none of them is taken twice. */
  usedSteps: bigint("used_steps", { mode: "number" })
    .array()
    .notNull()
    .default(sql`'{}'`),
});

/** Recovery codes that are left, by their hashes: one that is used is deleted. */
export const recoveryCodes = pgTable(
  "recovery_codes",
  {
    userId: text("user_id")
      .notNull()
      .references(() => user.id, { onDelete: "cascade" }),
    hash: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.userId, table.hash] })],
);
