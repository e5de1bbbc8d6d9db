import { providers } from "../provider";
import { SSLMODES, type Sslmode } from "../sslmode";
import { addressRules, schemeRule } from "./address-flaws";
import type { Flaw } from "./fields";
import { loginRules } from "./login-flaws";
import { isParameter } from "./names";
import { advice, changed, error, type Read, type Rule } from "./rule";

const WEAK: readonly Sslmode[] = ["disable", "allow", "prefer"];

const tls: Rule = (read) => {
  const { parts, fields, loopback, provider } = read;
  const known = SSLMODES.find((mode) => mode === parts.sslmode);
  if (parts.sslmode !== null && known === undefined)
    return error(
      "sslmode",
      `${/^[\w-]{1,20}$/.test(parts.sslmode) ? `“${parts.sslmode}”` : "Its value"} is not an sslmode.`,
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

/** Parameters by name where a driver knows them; any other may be a piece of a password, and is only counted. */
const extras: Rule = (read) => {
  const names = [...new Set(read.parts.extra.map(([name]) => name))];
  if (names.length === 0) return null;
  const known = names.filter(isParameter);
  const others = names.length - known.length;
  const listed = [...known, ...(others > 0 ? [`${others} unknown`] : [])].join(", ");
  const says = `${listed}: only host, port, database, user, password and sslmode are used; the rest never reaches a driver.`;
  return advice("extra", says, changed(names.length === 1 ? "Remove it" : "Remove them", read, {}));
};

const rules: readonly Rule[] = [...addressRules, ...loginRules, tls, extras];

/** A text that leads to another system has no other flaw that counts. */
const system: Rule = ({ parts }) =>
  parts.system === null
    ? null
    : error(
        "other-system",
        `This is a connection string of ${parts.system}, not of Postgres. Electric replicates from Postgres alone.`,
      );

/** Returns what would bite in a connection string, errors first, each beside its remedy where one click can do it. */
export function flawsOf(read: Read): Flaw[] {
  const other = [system(read), schemeRule(read)].flat().find((flaw) => flaw?.severity === "error");
  if (other) return [other];
  const flaws = rules.flatMap((rule) => rule(read) ?? []);
  return [
    ...flaws.filter(({ severity }) => severity === "error"),
    ...flaws.filter(({ severity }) => severity === "advice"),
  ];
}
