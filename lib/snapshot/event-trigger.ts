import { z } from "zod";

/** Events of event triggers (PostgreSQL docs, 40.1); `login` came with 17. */
export const EVENTS = ["ddl_command_start", "ddl_command_end", "sql_drop", "table_rewrite", "login"] as const;

/** An event trigger of the database, with the function that it runs. */
export const eventTriggerSchema = z.object({
  name: z.string(),
  /** One of EVENTS on the versions that are known. */
  event: z.string(),
  /** Command tags that it fires for; null for every one. */
  tags: z.array(z.string()).nullable(),
  owner: z.string(),
  enabled: z.enum(["origin", "replica", "always", "disabled"]),
  /** Whether it fires in the session that read it, by `enabled`, session_replication_role and, from 17 on, event_triggers. */
  fires: z.boolean(),
  function: z.object({
    schema: z.string(),
    name: z.string(),
    owner: z.string(),
    securityDefiner: z.boolean(),
  }),
});

export type EventTrigger = z.infer<typeof eventTriggerSchema>;
