import {
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { AlertAct, Judgement } from "@/lib/alerts/reading";
import type { ReplicationFacts } from "@/lib/alerts/replication-facts";
import type { AlertMessage } from "@/lib/alerts/message";
import type { AlertState } from "@/lib/alerts/machine";
import type { Rule } from "@/lib/alerts/rule";
import type { Silence } from "@/lib/alerts/silence";
import { at, ofDatabase } from "./database-schema";

export const EVENT_KINDS = ["fire", "remind", "acknowledge", "resolve"] as const;
export const DELIVERY_STATES = ["waiting", "queued", "delivered", "failed"] as const;

/** The alert rules of this Headroom. */
export const alertRules = pgTable("alert_rules", {
  id: uuid().primaryKey().defaultRandom(),
  rule: jsonb().$type<Rule>().notNull(),
  createdAt: at("created_at").notNull().defaultNow(),
  updatedAt: at("updated_at").notNull().defaultNow(),
});

/** Keys of the default rules that were made once: one that an admin removed does not come back. */
export const alertDefaults = pgTable("alert_defaults", { key: text().primaryKey() });

/** One row for each server: its lock makes replicas decide one after the other. */
export const alertServers = pgTable("alert_servers", {
  /** lib/alerts/groups.ts */
  key: text().primaryKey(),
});

/** The judgement of a rule on one database of a server, or on the server by one replica; `at` of the check run that it is of, or of now. */
export type Member = { judgement: Judgement; at: number };

/** State of one rule on one server; no row is quiet. */
export const alertStates = pgTable(
  "alert_states",
  {
    ruleId: uuid("rule_id")
      .notNull()
      .references(() => alertRules.id, { onDelete: "cascade" }),
    server: text().notNull(),
    state: jsonb().$type<AlertState>().notNull(),
    /** The last judgements by database. */
    members: jsonb().$type<Record<string, Member>>().notNull(),
    updatedAt: at("updated_at").notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.ruleId, table.server] })],
);

type AlertWords = { figure: string; says: string; act: AlertAct | null };
export type AlertedDatabase = { id: string; name: string; own?: AlertWords };

/** An alert from its begin to its end. It outlives its rule and its databases, as history. */
export const alertEpisodes = pgTable(
  "alert_episodes",
  {
    id: uuid().primaryKey().defaultRandom(),
    ruleId: uuid("rule_id").references(() => alertRules.id, { onDelete: "set null" }),
    /** The rule as it was then. */
    rule: jsonb().$type<Rule>().notNull(),
    server: text().notNull(),
    /** Databases that the alert is about, with their names then, and what was found at each where it is not the server's. */
    databases: jsonb().$type<AlertedDatabase[]>().notNull(),
    figure: text().notNull(),
    says: text().notNull(),
    act: jsonb().$type<AlertAct>(),
    startedAt: at("started_at").notNull(),
    endedAt: at("ended_at"),
    /** Reason of an end that no judgement made. */
    endedBecause: text("ended_because"),
    acknowledgedAt: at("acknowledged_at"),
    acknowledgedBy: text("acknowledged_by"),
  },
  (table) => [
    index("alert_episodes_started").on(table.startedAt.desc()),
    index("alert_episodes_open").on(table.ruleId, table.server, table.endedAt),
  ],
);

/** Messages of an alert: written in the transaction of the decision. */
export const alertEvents = pgTable(
  "alert_events",
  {
    id: uuid().primaryKey().defaultRandom(),
    episodeId: uuid("episode_id")
      .notNull()
      .references(() => alertEpisodes.id, { onDelete: "cascade" }),
    sequence: integer().notNull(),
    kind: text({ enum: EVENT_KINDS }).notNull(),
    at: at("at").notNull(),
    message: jsonb().$type<AlertMessage>().notNull(),
  },
  (table) => [uniqueIndex("alert_events_once").on(table.episodeId, table.sequence)],
);

/** The outbox: an event for one channel. It is handed to the queue once the decision is committed. */
export const alertDeliveries = pgTable(
  "alert_deliveries",
  {
    id: uuid().primaryKey().defaultRandom(),
    eventId: uuid("event_id")
      .notNull()
      .references(() => alertEvents.id, { onDelete: "cascade" }),
    episodeId: uuid("episode_id").notNull(),
    sequence: integer().notNull(),
    channelId: text("channel_id").notNull(),
    /** The name as it was then. */
    channelName: text("channel_name").notNull(),
    state: text({ enum: DELIVERY_STATES }).notNull().default("waiting"),
    attempts: integer().notNull().default(0),
    /** The last answer of the channel, without secrets. */
    says: text(),
    updatedAt: at("updated_at").notNull().defaultNow(),
  },
  (table) => [
    uniqueIndex("alert_deliveries_once").on(table.eventId, table.channelId),
    index("alert_deliveries_open").on(table.state, table.updatedAt),
    index("alert_deliveries_episode").on(table.episodeId, table.channelId, table.sequence),
  ],
);

/** Mutes and planned maintenance. */
export const alertSilences = pgTable("alert_silences", {
  id: uuid().primaryKey().defaultRandom(),
  ruleId: uuid("rule_id").references(() => alertRules.id, { onDelete: "cascade" }),
  silence: jsonb().$type<Silence>().notNull(),
  userName: text("user_name").notNull(),
  createdAt: at("created_at").notNull().defaultNow(),
});

/** Publication and role of a database as its last check run found them, and what that run found changed. */
export const alertFacts = pgTable("alert_facts", {
  databaseId: ofDatabase().primaryKey(),
  takenAt: at("taken_at").notNull(),
  reached: boolean().notNull(),
  facts: jsonb().$type<ReplicationFacts>(),
  changed: text(),
});
