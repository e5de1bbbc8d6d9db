import { directAddress, poolerSigns, providers, type ProviderId } from "../provider";
import { SSLMODES, type Sslmode } from "../sslmode";
import type { ConnectionFields, Flaw } from "./fields";
import type { Parts } from "./parts";
import { writeConnectionString } from "./write";

type Read = { parts: Parts; fields: ConnectionFields; provider: ProviderId; loopback: boolean };
type Rule = (read: Read) => Flaw | Flaw[] | null;

const error = (id: string, says: string, remedy: Flaw["remedy"] = null): Flaw => ({
  id,
  severity: "error",
  says,
  remedy,
});
const advice = (id: string, says: string, remedy: Flaw["remedy"] = null): Flaw => ({
  id,
  severity: "advice",
  says,
  remedy,
});

/** The same string with one thing changed, everything else as it was meant. */
const changed = (label: string, { fields }: Read, change: Partial<ConnectionFields>): Flaw["remedy"] => ({
  label,
  text: writeConnectionString({ ...fields, ...change }),
});

const WEAK: readonly Sslmode[] = ["disable", "allow", "prefer"];
const PLACEHOLDER = /^(\[.*\]|<.*>|\*+|•+|your[-_ ]?password|password_here)$/i;

const host: Rule = ({ parts }) => {
  if (parts.host === null) return error("no-host", "There is no host name in it.");
  if (parts.host.startsWith("/") || parts.host.startsWith("@"))
    return error(
      "socket",
      "It names a Unix socket. Headroom connects over TCP: give a host name or an address.",
    );
  return null;
};

const severalHosts: Rule = (read) =>
  (read.parts.host ?? "").includes(",")
    ? error(
        "several-hosts",
        "It names several hosts. Electric needs the primary, always the same one.",
        changed("Use the first", read, {}),
      )
    : null;

const port: Rule = (read) => {
  const said = read.parts.port;
  if (said === null || /^\d+$/.test(said)) return null;
  return error("bad-port", `“${said}” is not a port number.`, changed("Use 5432", read, { port: 5432 }));
};

const pooler: Rule = (read) => {
  const { fields } = read;
  const signs = poolerSigns(fields.host, fields.port);
  if (signs.length === 0) return null;
  const direct = directAddress(fields.host, fields.port);
  const says = `It leads to a pooler: ${signs.join("; ")}. Electric's DATABASE_URL must be a direct connection.`;
  if (direct === null) return error("pooler", says);
  const label = direct.host === fields.host ? `Use port ${direct.port}` : `Use ${direct.host}`;
  return error("pooler", says, changed(label, read, direct));
};

const user: Rule = ({ parts }) =>
  parts.user === null ? error("no-user", "There is no user name in it.") : null;

const planetscaleUser: Rule = (read) => {
  if (read.provider !== "planetscale" || read.parts.user === null) return null;
  const [name = "", suffix] = read.parts.user.split("|");
  if (suffix !== undefined)
    return error(
      "planetscale-suffix",
      `“|${suffix}” after the user name leads to a replica or a pooler. Electric needs the primary.`,
      changed(`Use ${name}`, read, { user: name }),
    );
  return name.includes(".")
    ? null
    : error(
        "planetscale-branch",
        "PlanetScale user names end in a dot and the branch id, such as postgres.nk35mx55qq.",
      );
};

const password: Rule = ({ parts }) => {
  if (parts.password === null)
    return advice("no-password", "There is no password in it. Electric does not start without one.");
  if (PLACEHOLDER.test(parts.password))
    return error("placeholder", "The password is still a placeholder. Put the real one in its place.");
  return null;
};

const unescaped: Rule = (read) => {
  const chars = read.parts.unescaped.map((char) => (/\s/.test(char) ? "a space" : `“${char}”`));
  if (chars.length === 0) return null;
  const says = `Unescaped ${chars.join(", ")} in the password. Headroom reads it as it was meant; Electric and other programs will not.`;
  return error("unescaped", says, changed(chars.length === 1 ? "Escape it" : "Escape them", read, {}));
};

const database: Rule = (read) =>
  read.parts.database === null && read.parts.user !== null
    ? advice("no-database", `It names no database, so it means “${read.fields.database}”, like the user.`)
    : null;

const tls: Rule = (read) => {
  const { parts, fields, loopback, provider } = read;
  const known = SSLMODES.find((mode) => mode === parts.sslmode);
  if (parts.sslmode !== null && known === undefined)
    return error(
      "sslmode",
      `“${parts.sslmode}” is not an sslmode.`,
      changed("Use require", read, { sslmode: "require" }),
    );
  if (loopback || (fields.sslmode !== null && !WEAK.includes(fields.sslmode))) return null;
  const who = providers[provider].tlsDemanded
    ? `${providers[provider].name} demands TLS`
    : "Passwords and data can cross the network unencrypted";
  const remedy = changed(parts.sslmode === null ? "Add require" : "Use require", read, {
    sslmode: "require",
  });
  return parts.sslmode === null
    ? advice("no-sslmode", `No sslmode. ${who}.`, remedy)
    : advice("weak-sslmode", `sslmode=${parts.sslmode} does not insist on TLS. ${who}.`, remedy);
};

const extras: Rule = (read) => {
  const names = [...new Set(read.parts.extra.map(([name]) => name))];
  if (names.length === 0) return null;
  const says = `${names.join(", ")}: only host, port, database, user, password and sslmode are used; the rest never reaches a driver.`;
  return advice("extra", says, changed(names.length === 1 ? "Remove it" : "Remove them", read, {}));
};

const rules: readonly Rule[] = [
  host,
  severalHosts,
  port,
  pooler,
  user,
  planetscaleUser,
  password,
  unescaped,
  database,
  tls,
  extras,
];

/** Returns what would bite in a connection string, errors first, each beside its remedy where one click can do it. */
export function flawsOf(read: Read): Flaw[] {
  const flaws = rules.flatMap((rule) => rule(read) ?? []);
  return [
    ...flaws.filter(({ severity }) => severity === "error"),
    ...flaws.filter(({ severity }) => severity === "advice"),
  ];
}
