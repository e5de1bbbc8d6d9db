import { electricClient, outlookOf, type Outlook } from "@/lib/access-rules/outlook";
import { ruleText, ruleWithAddress } from "@/lib/access-rules/words";
import { displayName, quoteIdentifier } from "@/lib/postgres/identifier";
import { providers } from "@/lib/postgres/provider";
import type { AccessRule } from "@/lib/snapshot/access-rules";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import type { ElectricRole } from "@/lib/snapshot/server";
import { defineCheck } from "../define";
import { fail, notApplicable, pass, warn, type Judgement, type Way } from "../finding";
import { listed } from "@/lib/text/words";
import { noRoleYet } from "./absent";
import { whoMayAlter } from "./who-may";

const KEPT: Record<NonNullable<ElectricRole["verifier"]>, string> = {
  none: "has no password",
  md5: "has a password that is kept as an md5 hash",
  "scram-sha-256": "has a password that is kept for scram-sha-256",
  other: "has a password in a form that Postgres cannot verify",
};

/** Returns the group by which a provider lets a role in with a token alone; null for a role with a password. */
function tokenGroup({ role, connection }: ReachedSnapshot): string | null {
  if (role === null) return null;
  const groups = new Set([...role.inheritsFrom, ...role.memberWithoutInherit]);
  return providers[connection.provider].tokenRoles.find((group) => groups.has(group)) ?? null;
}

const waysFor = (snapshot: ReachedSnapshot, { name, verifier }: ElectricRole): Way[] => [
  {
    says: `Set a password, and put the same into DATABASE_URL (in psql \\password keeps it out of the server's log). ${whoMayAlter(snapshot, name)}`,
    sql: `SET password_encryption = 'scram-sha-256';\nALTER ROLE ${quoteIdentifier(name)} PASSWORD '<a new password>';`,
  },
  ...(verifier === "md5"
    ? [{ says: "Or give the line of pg_hba.conf the method md5, which takes both kinds of passwords." }]
    : []),
];

const isPassword = ({ admission }: Outlook["possible"][number]): boolean => admission.kind === "password";

/** Judges a password that some rule would not take, by where Electric is known or presumed to connect from. */
function judgeAgainst(
  outlook: Outlook,
  kept: string,
  told: { needed: string; objects: string[]; ways: Way[] },
): Judgement {
  const { answers, possible, from } = outlook;
  const asking = possible.filter(isPassword);
  if (asking.length === 0) return pass(`${kept}, and no line of pg_hba.conf asks it for another.`);
  const here = answers.flatMap((answer): AccessRule[] =>
    answer.kind === "rule" && answer.admission.kind === "password" ? [answer.rule] : [],
  );
  const [first] = here;
  const why = asking.flatMap(({ admission }) => ("why" in admission ? [admission.why] : []))[0] ?? "";
  const isOpen = possible.some(
    ({ admission }) => admission.kind === "admits" || admission.kind === "directory",
  );
  if (!isOpen || (first !== undefined && from === "electric"))
    return fail({
      ...told,
      found: `${kept}: ${first === undefined ? listed(asking.map(({ rule }) => ruleWithAddress(rule))) : ruleText(first)} ${why}`,
    });
  return warn({
    ...told,
    found: `${kept}: ${listed(asking.map(({ rule }) => ruleWithAddress(rule)))} ${why}; ${listed(possible.filter((one) => !isPassword(one) && one.admission.kind !== "refuses").map(({ rule }) => ruleWithAddress(rule)))} ${first === undefined ? "lets it in from here" : "would let it in"}`,
  });
}

export const rolePassword = defineCheck({
  id: "role.password",
  title: "Electric's role has a password that the server takes",
  why: "Electric does not start without a password in DATABASE_URL and ends at one that is refused (28P01). A role without a password is refused where one is asked for, and one that is kept as an md5 hash where pg_hba.conf says scram-sha-256; md5 there takes both.",
  source:
    "PostgreSQL, auth.c and crypt.c, tried on 14 and 18; Electric 1.7.12, db_connection_error.ex 192-199; AWS docs, UsingWithRDS.IAMDBAuth",
  worst: "fail",
  act: { says: (role) => `Set a password for role ${role}` },
  foretells: ["log in"],
  judge(snapshot, target) {
    const { role, accessRules: access } = snapshot;
    if (role === null) return noRoleYet(target);
    const name = displayName(role.name);
    const group = tokenGroup(snapshot);
    if (group !== null)
      return fail({
        found: `${name} is a member of ${group}: ${providers[snapshot.connection.provider].name} lets it in by a token that expires, and by no password`,
        needed: "a role that logs in with a password",
        objects: [name],
        ways: [
          {
            says: "Take the membership from it and set a password.",
            sql: `REVOKE ${quoteIdentifier(group)} FROM ${quoteIdentifier(role.name)};`,
          },
          { says: "Or make another role for Electric, and name it in the target." },
        ],
      });
    const { verifier } = role;
    if (verifier === null)
      return notApplicable(
        `How the password of ${name} is kept was not judged: only a superuser may read it.`,
      );
    const kept = `${name} ${KEPT[verifier]}`;
    const told = {
      needed: "a password, kept for scram-sha-256",
      objects: [name],
      ways: waysFor(snapshot, role),
    };
    if (verifier === "scram-sha-256") return pass(`${kept}.`);
    if (access === null || access.rules.some(({ error }) => error))
      return verifier === "md5"
        ? pass(`${kept}; where pg_hba.conf says scram-sha-256 it is refused.`)
        : warn({ ...told, found: `${kept}, and is refused where the server asks for one` });
    return judgeAgainst(outlookOf(access, electricClient(access, snapshot, target), verifier), kept, told);
  },
});
