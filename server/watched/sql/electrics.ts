import "server-only";
import { quoteLiteral } from "@/lib/postgres/identifier";

/** Whether a backend serves Electric's slot, or is a session of its role. Both are to be seen by every role. */
export const electrics = (pid: number, { slot, role }: { slot: string; role: string }): string => `
SELECT EXISTS (SELECT FROM pg_replication_slots s
               WHERE s.active_pid = ${pid} AND s.slot_name = ${quoteLiteral(slot)}) AS walsender,
       EXISTS (SELECT FROM pg_stat_activity a
               WHERE a.pid = ${pid} AND a.usename = ${quoteLiteral(role)}) AS session
`;
