import { displayName, quoteIdentifier } from "@/lib/postgres/identifier";
import { withoutExpiry } from "@/lib/privileges/leased";
import { defineCheck } from "../define";
import { fail, pass, warn, type Way } from "../finding";
import { span } from "@/lib/text/words";
import { noRoleYet } from "./absent";
import { whoMayAlter } from "./who-may";

const DAY_MS = 86_400_000;

/** Long enough to plan a change of password with a restart of Electric, short enough not to become wallpaper. */
const WARN_DAYS_BEFORE = 30;

export const roleLogin = defineCheck({
  id: "role.login",
  title: "Electric's role may log in",
  why: "A role with NOLOGIN is refused, and so is its password once VALID UNTIL has passed. Sessions that are open stay, so Electric fails at its next reconnect, not at the moment of expiry.",
  source: "PostgreSQL docs, CREATE ROLE: LOGIN, VALID UNTIL; Electric 1.7.12, db_connection_error.ex 192-199",
  worst: "fail",
  act: { says: (role) => `Let role ${role} log in` },
  urgency: 150,
  foretells: ["log in"],
  refutedBy: ["log in"],
  judge(snapshot, target) {
    const { role, takenAt } = snapshot;
    if (role === null) return noRoleYet(target);
    const name = displayName(role.name);
    const sql = quoteIdentifier(role.name);
    const leftMs = role.validUntil === null ? Infinity : Date.parse(role.validUntil) - Date.parse(takenAt);
    const extend: Way = {
      says: `Let it log in without an expiry, or set a later date. ${whoMayAlter(snapshot, role.name)} Where the provider or a credential manager made the role with a time to live, renew it there, or give Electric a role that stays.`,
      sql: withoutExpiry(role.name),
    };
    const flaws = [
      ...(role.canLogin ? [] : [`${name} has NOLOGIN`]),
      ...(leftMs <= 0 ? [`the password of ${name} expired ${span(-leftMs)} ago, on ${role.validUntil}`] : []),
    ];
    const ways = [
      ...(role.canLogin
        ? []
        : [{ says: `Let it log in. ${whoMayAlter(snapshot, role.name)}`, sql: `ALTER ROLE ${sql} LOGIN;` }]),
      ...(leftMs <= WARN_DAYS_BEFORE * DAY_MS ? [extend] : []),
    ];
    const needed = "LOGIN and a password that does not expire";
    if (flaws.length > 0) return fail({ found: flaws.join("; "), needed, objects: [name], ways });
    if (leftMs > WARN_DAYS_BEFORE * DAY_MS) return pass(`${name} may log in.`);
    const found = `the password of ${name} expires in ${span(leftMs)}, on ${role.validUntil}: Electric's first reconnect after that is refused, and it exits`;
    return warn({ found, needed, objects: [name], ways });
  },
});
