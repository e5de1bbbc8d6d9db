const MEANING_NAMES = [
  "host",
  "port",
  "database",
  "user",
  "password",
  "sslmode",
  "schemas",
  "options",
] as const;

/** Meaning of a parameter's name in a connection. */
export type Meaning = (typeof MEANING_NAMES)[number];

const SPELLINGS: Record<Meaning, readonly string[]> = {
  host: ["host", "hostaddr", "hostname", "server", "address", "addr", "datasource", "servername"],
  port: ["port", "portnumber"],
  database: ["dbname", "database", "databasename", "db", "initialcatalog", "location"],
  user: ["user", "username", "userid", "uid", "usr", "login"],
  password: ["password", "passwd", "pass", "pwd", "psw"],
  sslmode: ["sslmode"],
  schemas: ["schema", "schemas", "currentschema", "searchpath", "schemasearchpath"],
  options: ["options"],
};

const MEANINGS: ReadonlyMap<string, Meaning> = new Map(
  MEANING_NAMES.flatMap((meaning) => SPELLINGS[meaning].map((name): [string, Meaning] => [name, meaning])),
);

/** Parameters of libpq, JDBC, Npgsql, Node, Prisma, Go and Python that mean nothing to Headroom, as `folded` writes them. */
const OTHERS: ReadonlySet<string> = new Set(
  `applicationname passfile requireauth channelbinding connecttimeout clientencoding fallbackapplicationname keepalives keepalivesidle
  keepalivesinterval keepalivescount tcpusertimeout replication gssencmode ssl sslcompression sslcert sslkey sslpassword sslcertmode
  sslrootcert sslcrl sslcrldir sslsni sslnegotiation requirepeer sslminprotocolversion sslmaxprotocolversion krbsrvname gsslib
  gssdelegation service targetsessionattrs loadbalancehosts pgbouncer connectionlimit pooltimeout socket sslaccept sslidentity
  statementcachesize trustservercertificate pooling minpoolsize maxpoolsize minimumpoolsize maximumpoolsize timeout commandtimeout
  includeerrordetail persistsecurityinfo integratedsecurity multiplexing keepalive noresetonclose sslfactory tcpkeepalive
  sockettimeout logintimeout preparethreshold rewritebatchedinserts stringtype targetservertype loggerlevel
  binarytransfer defaultrowfetchsize poolsize pool maxoverflow poolmaxconns poolminconns statementtimeout locktimeout timezone
  provider encrypt multipleactiveresultsets trustedconnection connectiontimeout connectionlifetime connectionidlelifetime
  connectionpruninginterval maxautoprepare autoprepareminusages enlist readbuffersize writebuffersize checkcertificaterevocation
  sslcertificate rootcertificate includerealm loadtablecomposites arraynullabilitymode logparameters hostrecheckseconds
  targetsessionattributes cancellationtimeout tcpkeepalivetime tcpkeepaliveinterval internalcommandtimeout servercompatibilitymode
  applicationintent multisubnetfailover attachdbfilename allowpublickeyretrieval allowuservariables convertzerodatetime
  treattinyasboolean version authentication accountendpoint accountkey sharedaccesskey sharedaccesskeyname defaultendpointsprotocol
  endpoint workaround supautils encoding charset adapter engine driver dialect apikey`.split(/\s+/),
);

/** Returns a name without case, blanks, dashes and underscores: `SSL Mode`, `sslmode` and `ssl_mode` are one. */
export function folded(name: string): string {
  return name.toLowerCase().replace(/[\s_-]/g, "");
}

/** Returns what a parameter's name stands for; null where it stands for nothing that Headroom uses. */
export function meaningOf(name: string): Meaning | null {
  return MEANINGS.get(folded(name)) ?? null;
}

/** Returns whether a name is a parameter of some driver, so that it cannot be a piece of a password. */
export function isParameter(name: string): boolean {
  return meaningOf(name) !== null || OTHERS.has(folded(name));
}

/** Returns whether a parameter's value is a secret, known or not. */
export function isSecret(name: string): boolean {
  return (
    meaningOf(name) === "password" ||
    /(?:pass(?:word|wd|phrase)?|pwd|secret|token|apikey|accesskey)$/.test(folded(name))
  );
}
