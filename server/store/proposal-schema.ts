import { index, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import type { ProposedRequest } from "@/lib/repair/proposal";
import type { Plan } from "@/lib/repair/plan/schema";
import { user } from "./auth-schema";
import { at, ofDatabase } from "./database-schema";

/** Plans that a person asks an admin to apply. The plan is kept without its verifier, so no secret is here. */
export const proposals = pgTable(
  "proposals",
  {
    id: uuid().primaryKey().defaultRandom(),
    databaseId: ofDatabase(),
    /** Of the plan without its verifier, so that the password of another reader leaves it as it is. */
    fingerprint: text().notNull(),
    request: jsonb().$type<ProposedRequest>().notNull(),
    plan: jsonb().$type<Plan>().notNull(),
    note: text().notNull(),
    /** A proposal goes with its author's account: without it the second person could not be told from the first. */
    userId: text("user_id")
      .notNull()
      .references(() => user.id, { onDelete: "cascade" }),
    userName: text("user_name").notNull(),
    createdAt: at("created_at").notNull().defaultNow(),
    expiresAt: at("expires_at").notNull(),
    closedAt: at("closed_at"),
    closedAs: text("closed_as", { enum: ["applied", "withdrawn"] }),
  },
  (table) => [index("proposals_open").on(table.databaseId, table.closedAt)],
);

/** Databases whose plans one person proposes and another applies; a row means that the rule is on. */
export const twoPersonRules = pgTable("two_person_rules", {
  databaseId: ofDatabase().primaryKey(),
  since: at("since").notNull().defaultNow(),
  /** The name as it was then. */
  userName: text("user_name").notNull(),
  /** The admin who asked to switch it off; another one has to confirm. */
  offUserId: text("off_user_id").references(() => user.id, { onDelete: "set null" }),
  offUserName: text("off_user_name"),
  offAskedAt: at("off_asked_at"),
});
