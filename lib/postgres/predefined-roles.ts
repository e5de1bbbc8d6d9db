/**
 * Further effects of a predefined role, beside what it is offered for, as a sentence (PostgreSQL docs, 21.5; acl.c,
 * pg_class_aclmask_ext; tried on 14 to 18).
 */
export const OPENS = {
  pg_read_all_data:
    "It opens every table, view and sequence of every schema, those to come too, in each database of this server that the role may connect to, and in the catalogue pg_authid the verifiers of all passwords.",
  pg_read_all_stats:
    "It opens the statements, addresses and states of all sessions, in every database of this server.",
} as const;
