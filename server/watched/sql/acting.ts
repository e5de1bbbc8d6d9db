import "server-only";

/** From 16 on a membership says itself whether it lets become (PostgreSQL 16 release notes). */
const becomes = (versionNum: number): string => (versionNum >= 160_000 ? "SET" : "MEMBER");

/** Returns the condition under which a login of `r` (pg_roles) takes `x.value` for its role; any other is skipped with a warning. */
export const mayBecome = (versionNum: number): string => `x.value = 'none' OR coalesce(
                 (SELECT r.rolsuper OR pg_has_role(r.oid, o.oid, '${becomes(versionNum)}') FROM pg_roles o WHERE o.rolname = x.value), false)`;

/** Every `role` that ALTER ROLE and ALTER DATABASE fix for `r` (pg_roles) in `d` (pg_database), with the order in which a login tries them. */
export const ROLES_FIXED = `
          SELECT CASE WHEN s.setrole <> 0 AND s.setdatabase <> 0 THEN 'role in database' WHEN s.setrole <> 0 THEN 'role'
                      WHEN s.setdatabase <> 0 THEN 'database' ELSE 'all roles' END AS scope,
                 CASE WHEN s.setrole <> 0 AND s.setdatabase <> 0 THEN 1 WHEN s.setrole <> 0 THEN 2
                      WHEN s.setdatabase <> 0 THEN 3 ELSE 4 END AS place,
                 substr(entry, strpos(entry, '=') + 1) AS value
          FROM pg_db_role_setting s CROSS JOIN LATERAL unnest(s.setconfig) entry
          WHERE s.setrole IN (0, r.oid) AND s.setdatabase IN (0, d.oid) AND split_part(entry, '=', 1) = 'role'`;

/** Electric's role, and the role that its sessions act as instead; the second is empty where they act as the first. */
export const electricAndActing = (versionNum: number): string => `
electric AS MATERIALIZED (
  SELECT oid FROM pg_roles WHERE rolname = current_setting('headroom.role')
),
acting AS MATERIALIZED (
  SELECT o.oid FROM pg_roles o
  JOIN (
    SELECT x.value FROM pg_roles r JOIN pg_database d ON d.datname = current_database()
    CROSS JOIN LATERAL (${ROLES_FIXED}
    ) x
    WHERE r.rolname = current_setting('headroom.role') AND (${mayBecome(versionNum)})
    ORDER BY x.place LIMIT 1
  ) s ON s.value = o.rolname
  WHERE o.rolname <> current_setting('headroom.role')
)`;
