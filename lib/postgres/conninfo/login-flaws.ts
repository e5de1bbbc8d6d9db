import { advice, changed, error, type Rule } from "./rule";

const PLACEHOLDER =
  /^(\[.*\]|<.*>|\*+|•+|\$\{?\w+\}?|\$\{\{.*\}\}|\{\{.*\}\}|%\w+%|your[-_ ]?password|password_here)$/i;

const nul: Rule = ({ fields }) =>
  [fields.host, fields.database, fields.user, fields.password].some((value) => value.includes("\0"))
    ? error("nul", "It holds a NUL character, which no name and no password of Postgres can have.")
    : null;

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

/** Escapes of printable ASCII: an address that was encoded once has none left in what it decodes to. */
const ESCAPE = /%(?:[2-6][0-9a-f]|7[0-9a-e])/i;

/** Only a hint, without a change: a password may hold such a text. */
const encodedTwice: Rule = ({ parts }) =>
  parts.url !== null && parts.password !== null && ESCAPE.test(parts.password)
    ? advice(
        "encoded-twice",
        "The password has a percent escape left once it is decoded, such as %40 of %2540. It is used like that. Was it encoded twice? If the login is refused, encode it once.",
      )
    : null;

const database: Rule = (read) =>
  read.parts.database === null && read.parts.user !== null
    ? advice("no-database", `It names no database, so it means “${read.fields.database}”, like the user.`)
    : null;

/** Rules on who connects, and to which database. */
export const loginRules: readonly Rule[] = [
  user,
  planetscaleUser,
  password,
  unescaped,
  encodedTwice,
  nul,
  database,
];
