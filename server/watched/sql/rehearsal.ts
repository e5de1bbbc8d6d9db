import "server-only";
import { quoteIdentifier } from "@/lib/postgres/identifier";

/** Role that a rehearsal acts as, and the server's version, which decides how a membership is granted. */
export type Acting = {
  role: string;
  versionNum: number;
  /** Makes the session's role a member for the length of the rehearsal. */
  grant: boolean;
};

/** How long a lock is waited for, ms: no session queues behind a rehearsal for longer. */
const LOCK_MS = 5;

export const WHO_AM_I = "SELECT current_user::text AS role";

/** Begins a rehearsal: all of it is taken back at its end, the membership too. */
export const REHEARSAL_BEGINS = "SAVEPOINT headroom_trial";
export const REHEARSAL_ENDS = ["ROLLBACK TO SAVEPOINT headroom_trial", "RELEASE SAVEPOINT headroom_trial"];

export const ATTEMPT_BEGINS = "SAVEPOINT headroom_step";
export const ATTEMPT_KEPT = "RELEASE SAVEPOINT headroom_step";
export const ATTEMPT_UNDONE = ["ROLLBACK TO SAVEPOINT headroom_step", ATTEMPT_KEPT];

/** Acts as a role within the transaction. Sent with every message: a function of a statement could have reset it. */
export const setRole = (role: string): string => `SET LOCAL ROLE ${quoteIdentifier(role)}`;

/** Acts as the session's own role, which may set what Electric's may not. */
export const RESET_ROLE = "RESET ROLE";

/** Becomes the role of a rehearsal. From 16 on SET alone is needed of the membership (PostgreSQL docs, GRANT). */
export const becomeRole = ({ role, versionNum, grant }: Acting): string[] => [
  ...(grant
    ? [
        `GRANT ${quoteIdentifier(role)} TO CURRENT_USER${versionNum >= 160_000 ? " WITH INHERIT FALSE, SET TRUE" : ""}`,
      ]
    : []),
  setRole(role),
  `SET LOCAL lock_timeout = '${LOCK_MS}ms'`,
];
