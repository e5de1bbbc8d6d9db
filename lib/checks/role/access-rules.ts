import { admissionBy } from "@/lib/access-rules/admission";
import { possibleRules } from "@/lib/access-rules/evaluate";
import { electricClient, outlookOf, type Answer, type Outlook } from "@/lib/access-rules/outlook";
import { lineFor, ruleText, ruleWithAddress } from "@/lib/access-rules/words";
import { displayName } from "@/lib/postgres/identifier";
import type { AccessRules } from "@/lib/snapshot/access-rules";
import { defineCheck } from "../define";
import { fail, notApplicable, pass, warn, type Judgement, type Way } from "../finding";
import { listed } from "@/lib/text/words";

const admits = (answer: Answer): boolean => answer.kind === "rule" && answer.admission.kind === "admits";
const refuses = (answer: Answer): boolean =>
  answer.kind === "none" || (answer.kind === "rule" && answer.admission.kind === "refuses");

/** Returns what the rules do with a session, as a clause that begins with the rule. */
function clauseOf(answer: Answer, { from, client }: Outlook): string {
  const place = `${answer.address}, ${from === "electric" ? "where Electric connects from now" : "the address of this check"}`;
  switch (answer.kind) {
    case "none":
      return `no line of pg_hba.conf is for ${displayName(client.role)} in ${displayName(client.database)} from ${place}`;
    case "undecided":
      return answer.rule === null
        ? `pg_hba.conf has more lines than were read, and none of those decides for ${place}`
        : `${ruleWithAddress(answer.rule)} decides for ${place} or not, which only the server can tell`;
    case "rule":
      return answer.admission.kind === "admits"
        ? `${ruleText(answer.rule)} lets ${displayName(client.role)} in by ${answer.rule.method ?? ""} from ${place}`
        : `${ruleText(answer.rule)} ${answer.admission.why} (${place})`;
  }
}

const inForce: Way = {
  says: "Lines count from the top, and the first that is for a session decides alone. After a change have the server read the file.",
  sql: "SELECT pg_reload_conf();",
};

function waysFor(access: AccessRules, { client, possible }: Outlook): Way[] {
  const open = possible.filter(({ admission }) => admission.kind === "admits").map(({ rule }) => rule);
  const other = { ...client, encrypted: !client.encrypted };
  const byTls = possibleRules(access, other).filter(
    (rule) => admissionBy(rule, null).kind === "admits" && !open.includes(rule),
  );
  return [
    {
      says: `Put this line into pg_hba.conf, before the ones that are for ${displayName(client.role)} now: ${lineFor(client.role, client.database, client.encrypted)}`,
    },
    inForce,
    ...(byTls.length === 0
      ? []
      : [
          {
            says: client.encrypted
              ? `Or let Electric connect without TLS (sslmode=disable in DATABASE_URL): ${listed(byTls.map(ruleWithAddress))}.`
              : `Or use TLS (turn ssl on in the server, sslmode=require in DATABASE_URL): ${listed(byTls.map(ruleWithAddress))}.`,
          },
        ]),
  ];
}

const needed = "a line of pg_hba.conf that lets Electric's role in by a password, from Electric's address";

/** Judges lines that the server can use, by the addresses that are known. */
function judgeOutlook(access: AccessRules, outlook: Outlook): Judgement {
  const { client, answers, possible, from } = outlook;
  const objects = [displayName(client.role)];
  const ways = waysFor(access, outlook);
  const open = possible.filter(({ admission }) => admission.kind !== "refuses");
  const elsewhere =
    open.length === 0 ? "" : `; it would get in by ${listed(open.map(({ rule }) => ruleWithAddress(rule)))}`;
  const told = { needed, objects, ways };
  if (open.length === 0 && access.complete) {
    const [first] = possible;
    const found =
      first === undefined
        ? `no line of pg_hba.conf is for ${displayName(client.role)} in ${displayName(client.database)} ${client.encrypted ? "with" : "without"} TLS, from any address`
        : `${ruleText(first.rule)} ${first.admission.kind === "refuses" ? first.admission.why : ""}, and no other line lets ${displayName(client.role)} in from any address`;
    return fail({ ...told, found });
  }
  const refused = answers.find(refuses);
  if (refused !== undefined) {
    const found = `${clauseOf(refused, outlook)}${elsewhere}`;
    return from === "electric" ? fail({ ...told, found }) : warn({ ...told, found });
  }
  const unsure = answers.find((answer) => !admits(answer));
  if (unsure !== undefined) return warn({ ...told, found: `${clauseOf(unsure, outlook)}${elsewhere}` });
  const [answer] = answers;
  return pass(
    answer === undefined
      ? `${listed(open.map(({ rule }) => ruleWithAddress(rule)))} may let ${displayName(client.role)} in.`
      : `${clauseOf(answer, outlook)}.`.replace(/^./, (letter) => letter.toUpperCase()),
  );
}

export const roleAccessRules = defineCheck({
  id: "role.access_rules",
  title: "Access rules let Electric's role in",
  why: "The first line of pg_hba.conf that is for a session's database, role, address and encryption decides alone. Electric answers passwords (clear text, md5, scram-sha-256) and nothing else. Its replication session counts as one of the database: the keyword `replication` is not for it.",
  source:
    "PostgreSQL, hba.c (check_hba, check_db), tried on 14 and 18; Electric 1.7.12, db_connection_error.ex 221-254; postgrex 0.22.2, protocol.ex",
  worst: "fail",
  act: { says: (role) => `Let role ${role} in through pg_hba.conf` },
  foretells: ["log in"],
  judge(snapshot, target) {
    const { accessRules: access } = snapshot;
    const name = displayName(target.role);
    if (access === null)
      return notApplicable(
        `Whether pg_hba.conf lets ${name} in was not judged: by default only a superuser may read it.`,
      );
    const broken = access.rules.filter(({ error }) => error);
    if (broken.length > 0)
      return warn({
        found: `the server cannot read ${listed(broken.map(ruleText))}: it keeps the rules that it had, which are not known here, and does not start again with these`,
        needed: "access rules without an error",
        objects: broken.map(ruleText),
        ways: [
          {
            says: "Ask for the errors, and correct the lines.",
            sql: "SELECT * FROM pg_hba_file_rules WHERE error IS NOT NULL;",
          },
          inForce,
        ],
      });
    const judged = judgeOutlook(access, outlookOf(access, electricClient(access, snapshot, target), null));
    if (access.loaded !== false) return judged;
    return warn({
      found: `pg_hba.conf was changed after the server read it last; as it is now, ${judged.found}`,
      needed,
      objects: [name],
      ways: [inForce, ...judged.ways],
    });
  },
});
