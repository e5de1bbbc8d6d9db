import "server-only";
import { SERVER_ROLES } from "@/lib/snapshot/power";
import { quoteLiteral } from "@/lib/postgres/identifier";

const names = Object.keys(SERVER_ROLES).map(quoteLiteral).join(", ");

/**
 * Whether the role that logged in can take over the server: itself or by any membership, whatever the options of that
 * are. Up to 15 CREATEROLE grants every role but a superuser, those of SERVER_ROLES among them (lib/snapshot/power.ts).
 */
export const HAS_SERVER_POWER = `
SELECT EXISTS (
  SELECT FROM pg_catalog.pg_roles r
  WHERE (r.rolsuper OR r.rolname::text OPERATOR(pg_catalog.=) ANY (ARRAY[${names}])
         OR r.rolcreaterole AND pg_catalog.current_setting('server_version_num')::int4 OPERATOR(pg_catalog.<) 160000)
        AND pg_catalog.pg_has_role(session_user, r.oid, 'MEMBER')
) AS power`;
