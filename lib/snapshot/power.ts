import { z } from "zod";

/**
 * A role whose members can take over the server: it is a superuser, runs programs or reads and writes files as the server's
 * operating-system user, or has CREATEROLE up to 15; itself, or through the role that is named.
 */
export const powerSchema = z.object({
  role: z.string(),
  /** The role with the power: `role` itself, or one that it is a member of. */
  through: z.string(),
  kind: z.enum(["superuser", "runs programs", "writes files", "reads files", "create role"]),
});

export type Power = z.infer<typeof powerSchema>;

/** Predefined roles that act as the server's operating-system user (PostgreSQL docs 21.5). */
export const SERVER_ROLES = {
  pg_execute_server_program: "runs programs",
  pg_write_server_files: "writes files",
  pg_read_server_files: "reads files",
} as const satisfies Record<string, Power["kind"]>;
