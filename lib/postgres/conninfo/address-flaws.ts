import { directAddress, poolerSigns } from "../provider";
import { bracketed, firstHost, portNumber } from "./hosts";
import { advice, changed, error, type Rule } from "./rule";
import { kindOfScheme, isNamedScheme, schemeOf } from "./schemes";
import { systemOfScheme } from "./systems";

/** The scheme of a URI: of Postgres, of a driver for it, or of another system. */
export const schemeRule: Rule = (read) => {
  const { url } = read.parts;
  if (url === null) return null;
  const name = schemeOf(url);
  if (name === null)
    return advice(
      "no-scheme",
      "It does not begin with postgresql://. Headroom reads it; Electric takes postgresql:// only.",
      changed("Use postgresql://", read, {}),
    );
  const slashes = url.startsWith(`${name}://`) || url.includes("://") ? "://" : ":";
  const named = isNamedScheme(name) ? `“${name}${slashes}”` : "The beginning";
  const system = systemOfScheme(name);
  switch (kindOfScheme(name, url)) {
    case "postgres":
      return null;
    case "driver":
      return advice(
        "driver-scheme",
        `“${name}://” is a driver's way to write the address. Headroom reads it; Electric takes postgresql:// only.`,
        changed("Use postgresql://", read, {}),
      );
    case "accelerate":
      return error(
        "scheme",
        `${named} is the address of Prisma's own service, reached by an API key. Electric needs the address of the Postgres server behind it.`,
      );
    case "other":
      return error(
        "scheme",
        system === null
          ? `${named} is not a Postgres address: it begins with postgresql://.`
          : `${named} is the address of ${system}, not of Postgres: that begins with postgresql://.`,
      );
  }
};

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

const ipv6: Rule = (read) =>
  read.parts.bareIpv6
    ? error(
        "ipv6-brackets",
        `An IPv6 address stands in brackets: ${bracketed(read.fields.host)}:${read.fields.port}.`,
        changed("Put it in brackets", read, {}),
      )
    : null;

/** A text that is no number is not repeated: it may be the end of a password with a raw `:` or `@`. */
const port: Rule = (read) => {
  const said = firstHost(read.parts.host, read.parts.port).port;
  if (said === "" || portNumber(said) !== null) return null;
  const isNumber = /^-?\d{1,20}$/.test(said);
  const says = isNumber
    ? `${said} is not a port number (1 to 65535).`
    : "What stands after the host is not a port number (1 to 65535).";
  return error("bad-port", says, changed("Use 5432", read, { port: 5432 }));
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

/** Rules on where a connection string leads. */
export const addressRules: readonly Rule[] = [schemeRule, host, severalHosts, ipv6, port, pooler];
