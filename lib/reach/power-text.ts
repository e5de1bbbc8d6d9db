import { displayName } from "@/lib/postgres/identifier";
import type { Power } from "@/lib/snapshot/power";

const DOES: Record<Power["kind"], string> = {
  superuser: "a superuser",
  "runs programs": "which runs programs as the server's operating-system user",
  "writes files": "which writes files as the server's operating-system user",
  "reads files": "which reads files as the server's operating-system user",
  "create role": "which has CREATEROLE and up to Postgres 15 may grant every role but a superuser",
};

/** Returns why membership in a role is not offered, as a sentence. */
export function powerText({ role, through, kind }: Power): string {
  const name = displayName(role);
  const member = `is a member of ${displayName(through)}, ${DOES[kind]}`;
  const own =
    kind === "superuser"
      ? "is a superuser"
      : kind === "create role"
        ? "has CREATEROLE, which up to Postgres 15 may grant every role but a superuser"
        : `is a role ${DOES[kind]}`;
  return `Role ${name} ${role === through ? own : member}: membership would hand over the server.`;
}
