import "server-only";
import { SERVER_ROLES } from "@/lib/snapshot/power";
import { quoteLiteral } from "@/lib/postgres/identifier";

const names = Object.keys(SERVER_ROLES).map(quoteLiteral).join(", ");
const kinds = Object.entries(SERVER_ROLES)
  .map(([role, kind]) => `WHEN ${quoteLiteral(role)} THEN ${quoteLiteral(kind)}`)
  .join(" ");

/** From 16 on a membership without any of its options gives nothing; before, every one lets become the role. */
const COUNTS = (versionNum: number): string =>
  versionNum >= 160_000 ? "WHERE m.inherit_option OR m.set_option OR m.admin_option" : "";

/** Roles whose members can take over the server, each once, with the role that they do it through (lib/snapshot/power.ts). */
export const powers = (versionNum: number): string => `
WITH RECURSIVE powers AS (
  SELECT r.oid, r.oid AS through, CASE WHEN r.rolsuper THEN 'superuser'
                                       ELSE CASE r.rolname ${kinds} ELSE 'create role' END END AS kind
  FROM pg_roles r
  WHERE r.rolsuper OR r.rolname IN (${names})${versionNum >= 160_000 ? "" : " OR r.rolcreaterole"}
  UNION
  SELECT m.member, p.through, p.kind FROM powers p JOIN pg_auth_members m ON m.roleid = p.oid ${COUNTS(versionNum)}
)
SELECT DISTINCT ON (p.oid) pg_get_userbyid(p.oid)::text AS role, pg_get_userbyid(p.through)::text AS through, p.kind
FROM powers p
ORDER BY p.oid, p.through <> p.oid, p.kind <> 'superuser', p.through
`;
