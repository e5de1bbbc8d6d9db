/** Every query gives rows of (key, value), the key unique, and is read by a superuser; versions 14 to 18. */

/** An access list as sorted lines; one that was never written is the default of its kind, so that both read alike. */
const aclLines = (acl: string, fallback: string): string => `(
  SELECT coalesce(jsonb_agg(line ORDER BY line COLLATE "C"), '[]')
  FROM (
    SELECT format('%s by %s: %s',
      CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
      quote_ident(pg_get_userbyid(a.grantor)),
      string_agg(a.privilege_type || CASE WHEN a.is_grantable THEN '*' ELSE '' END, ', '
        ORDER BY a.privilege_type COLLATE "C")) AS line
    FROM aclexplode(coalesce(${acl}, ${fallback})) a
    GROUP BY a.grantee, a.grantor
  ) lines)`;

const OURS = `n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'`;
const owner = (column: string): string => `pg_get_userbyid(${column})`;
const relation = `quote_ident(n.nspname) || '.' || quote_ident(c.relname)`;

/** A password that is valid until infinity and one without a last day are the same. */
const ROLES = `
  SELECT rolname AS key, to_jsonb(r) - '{oid,rolname,rolpassword,rolconfig,rolvaliduntil}'::text[]
         || jsonb_build_object('rolvaliduntil', nullif(r.rolvaliduntil, 'infinity')) AS value
  FROM pg_roles r WHERE rolname !~ '^pg_'`;

const ROLE_SETTINGS = `
  SELECT format('%s in %s', coalesce(quote_ident(r.rolname), 'every role'), coalesce(quote_ident(d.datname), 'every database')) AS key,
    (SELECT to_jsonb(array_agg(line ORDER BY line COLLATE "C")) FROM unnest(s.setconfig) line) AS value
  FROM pg_db_role_setting s
  LEFT JOIN pg_roles r ON r.oid = s.setrole
  LEFT JOIN pg_database d ON d.oid = s.setdatabase
  WHERE s.setdatabase = 0 OR d.datname = current_database()`;

/** Below 16 the grantor of a membership has no meaning, and one role is a member of another at most once. */
const memberships = (versionNum: number): string => `
  SELECT format('%s in %s%s', quote_ident(${owner("m.member")}), quote_ident(${owner("m.roleid")}),
    ${versionNum >= 160_000 ? `' by ' || quote_ident(${owner("m.grantor")})` : "''"}) AS key,
    to_jsonb(m) - '{oid,roleid,member,grantor}'::text[] AS value
  FROM pg_auth_members m WHERE m.member >= 16384`;

const DATABASE = `
  SELECT 'this' AS key, jsonb_build_object('owner', ${owner("datdba")}, 'limit', datconnlimit,
    'acl', ${aclLines("datacl", "acldefault('d', datdba)")}) AS value
  FROM pg_database WHERE datname = current_database()`;

const SCHEMAS = `
  SELECT n.nspname AS key, jsonb_build_object('owner', ${owner("n.nspowner")},
    'acl', ${aclLines("n.nspacl", "acldefault('n', n.nspowner)")}) AS value
  FROM pg_namespace n WHERE ${OURS}`;

const RELATIONS = `
  SELECT ${relation} AS key, jsonb_build_object('kind', c.relkind, 'owner', ${owner("c.relowner")},
    'identity', c.relreplident,
    'identityIndex', (SELECT i.indexrelid::regclass::text FROM pg_index i WHERE i.indrelid = c.oid AND i.indisreplident),
    'rowSecurity', c.relrowsecurity, 'forced', c.relforcerowsecurity,
    'acl', CASE WHEN c.relkind IN ('i', 'I') THEN '[]' ELSE
      ${aclLines("c.relacl", `acldefault(CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", c.relowner)`)} END) AS value
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE ${OURS}`;

const COLUMNS = `
  SELECT ${relation} || '.' || quote_ident(a.attname) AS key, ${aclLines("a.attacl", "acldefault('c', c.relowner)")} AS value
  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE ${OURS} AND a.attacl IS NOT NULL AND a.attacl <> '{}' AND NOT a.attisdropped`;

const FUNCTIONS = `
  SELECT quote_ident(n.nspname) || '.' || quote_ident(p.proname) || '(' || pg_get_function_identity_arguments(p.oid) || ')' AS key,
    jsonb_build_object('owner', ${owner("p.proowner")}, 'definer', p.prosecdef,
      'acl', ${aclLines("p.proacl", "acldefault('f', p.proowner)")}) AS value
  FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE ${OURS}`;

const TYPES = `
  SELECT quote_ident(n.nspname) || '.' || quote_ident(t.typname) AS key,
    jsonb_build_object('owner', ${owner("t.typowner")},
      'acl', ${aclLines("t.typacl", "acldefault('T', t.typowner)")}) AS value
  FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace WHERE ${OURS}`;

const DEFAULT_PRIVILEGES = `
  SELECT format('%s in %s: %s', quote_ident(${owner("d.defaclrole")}), coalesce(quote_ident(n.nspname), 'every schema'), d.defaclobjtype) AS key,
    ${aclLines("d.defaclacl", "'{}'::aclitem[]")} AS value
  FROM pg_default_acl d LEFT JOIN pg_namespace n ON n.oid = d.defaclnamespace`;

const POLICIES = `
  SELECT ${relation} || ': ' || quote_ident(p.polname) AS key,
    jsonb_build_object('for', p.polcmd, 'permissive', p.polpermissive,
      'to', (SELECT jsonb_agg(CASE r WHEN 0 THEN 'PUBLIC' ELSE ${owner("r")} END ORDER BY r) FROM unnest(p.polroles) r),
      'using', pg_get_expr(p.polqual, p.polrelid), 'check', pg_get_expr(p.polwithcheck, p.polrelid)) AS value
  FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid JOIN pg_namespace n ON n.oid = c.relnamespace`;

const PUBLICATIONS = `
  SELECT pubname AS key, to_jsonb(p) - '{oid,pubname,pubowner}'::text[] || jsonb_build_object('owner', ${owner("pubowner")}) AS value
  FROM pg_publication p`;

/** Filters and column lists exist from 15 on. */
const publishedTables = (versionNum: number): string => `
  SELECT quote_ident(p.pubname) || ': ' || ${relation} AS key, ${
    versionNum < 150_000
      ? `'{}'::jsonb`
      : `jsonb_build_object('filter', pg_get_expr(r.prqual, r.prrelid), 'columns',
      (SELECT jsonb_agg(a.attname ORDER BY a.attnum) FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum = ANY (r.prattrs)))`
  } AS value
  FROM pg_publication_rel r JOIN pg_publication p ON p.oid = r.prpubid
  JOIN pg_class c ON c.oid = r.prrelid JOIN pg_namespace n ON n.oid = c.relnamespace`;

const PUBLISHED_SCHEMAS = `
  SELECT quote_ident(p.pubname) || ': ' || quote_ident(n.nspname) AS key, '{}'::jsonb AS value
  FROM pg_publication_namespace s JOIN pg_publication p ON p.oid = s.pnpubid JOIN pg_namespace n ON n.oid = s.pnnspid`;

const SLOTS = `
  SELECT slot_name AS key, jsonb_build_object('plugin', plugin, 'type', slot_type, 'failover', to_jsonb(s) -> 'failover') AS value
  FROM pg_replication_slots s WHERE database = current_database() OR database IS NULL`;

/** Returns what to ask a version, by the name of the part in a dump. */
export const dumpQueries = (versionNum: number): Record<string, string> => ({
  roles: ROLES,
  "role settings": ROLE_SETTINGS,
  memberships: memberships(versionNum),
  database: DATABASE,
  schemas: SCHEMAS,
  relations: RELATIONS,
  columns: COLUMNS,
  functions: FUNCTIONS,
  types: TYPES,
  "default privileges": DEFAULT_PRIVILEGES,
  policies: POLICIES,
  publications: PUBLICATIONS,
  "published tables": publishedTables(versionNum),
  ...(versionNum < 150_000 ? {} : { "published schemas": PUBLISHED_SCHEMAS }),
  slots: SLOTS,
});
