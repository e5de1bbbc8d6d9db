import type { CheckId } from "@/lib/checks";
import { messagesOf } from "@/lib/checks/server/messages";
import { settingFor } from "@/lib/checks/server/electric-settings";
import { displayName } from "@/lib/postgres/identifier";
import type { Change } from "@/lib/repair/changes/schema";
import { defineRemedy, nothing } from "./define";
import { isOpen, type Situation } from "./situation";

/** The check that names parameters beyond those that a plan sets. */
const SESSION = "server.session_settings" satisfies CheckId;

/**
 * Settings that Electric's sessions should start with, by the check that says so (Electric 1.7.12, observed on PostgreSQL
 * 17).
 */
const WANTED: readonly { check: CheckId; name: string; value: string }[] = [
  { check: "connection.writable", name: "default_transaction_read_only", value: "off" },
  { check: "server.timeouts", name: "statement_timeout", value: "0" },
  { check: "server.timeouts", name: "lock_timeout", value: "0" },
  { check: "server.timeouts", name: "transaction_timeout", value: "0" },
  { check: "server.timeouts", name: "idle_in_transaction_session_timeout", value: "0" },
  { check: "server.timeouts", name: "wal_sender_timeout", value: "60000" },
  { check: SESSION, name: "lc_messages", value: "C" },
  { check: SESSION, name: "client_encoding", value: "UTF8" },
];

/** Parameters that Electric's sessions can have without anything fixed for them, from the server's or the database's own. */
const BY_DEFAULT: ReadonlySet<string> = new Set(["wal_sender_timeout", "lc_messages", "client_encoding"]);
/** Parameters that superusers alone set for a role (PostgreSQL docs, 20.11.2). */
const SUPERUSERS: ReadonlySet<string> = new Set(["lc_messages"]);

/** Whether who runs the plan may set a parameter for a role. */
const maySet = ({ rights, roles }: Situation, name: string): boolean =>
  !SUPERUSERS.has(name) || roles.of(rights.admin)?.superuser === true;

/**
 * Whether messages reach Electric translated and this plan leaves that: Electric then starts with no publication that is there
 * before it and that it might have made itself.
 */
export function staysTranslated(situation: Situation): boolean {
  const { snapshot, wanted } = situation;
  if (messagesOf(snapshot).translated === false) return false;
  const sets = wanted.kind === "ready" || (wanted.kind === "checks" && wanted.checks.includes(SESSION));
  return !(sets && maySet(situation, "lc_messages"));
}

const NONE = /^0(\.0*)?\s*(us|ms|s|min|h|d)?$/;

/** Returns whether a setting is in Electric's way as it stands. */
function inTheWay(situation: Situation, name: string, check: CheckId): boolean {
  if (!isOpen(situation, check)) return false;
  const named = situation.finding(check)?.objects.includes(name) === true;
  const setting = settingFor(situation.snapshot, name);
  if (!named || !maySet(situation, name)) return false;
  return setting !== undefined ? !NONE.test(setting.value.trim()) : BY_DEFAULT.has(name);
}

function changesFor(situation: Situation): { changes: Change[]; fixes: CheckId[] } {
  const { rights, snapshot, target } = situation;
  const changes: Change[] = [];
  const fixes = new Set<CheckId>();
  for (const { check, name, value } of WANTED) {
    // A setting that the check judges by the server's own value is not the role's to fix.
    if (!inTheWay(situation, name, check)) continue;
    const own = rights.roleSettings.filter((setting) => setting.name === name);
    const here = own.find(({ database }) => database === snapshot.database.name);
    const database = here === undefined ? null : snapshot.database.name;
    const before = here ?? own.find((setting) => setting.database === null);
    changes.push({
      kind: "role setting",
      role: target.role,
      database,
      name,
      from: before?.value ?? null,
      to: value,
    });
    fixes.add(check);
  }
  const set = new Set(changes.map((change) => (change.kind === "role setting" ? change.name : "")));
  // What else a check names stays as it is, and so does its finding.
  const isWhole = (check: CheckId): boolean =>
    check !== SESSION || situation.finding(check)?.objects.every((name) => set.has(name)) === true;
  return { changes, fixes: [...fixes].filter(isWhole) };
}

/** Sets them for Electric's role alone: what is fixed for the database or for all roles stays as it is for the others. */
export const roleSettings = defineRemedy({
  id: "role.settings",
  frames: true,
  title: "Correct session settings of Electric's role",
  fixes: ["connection.writable", "server.timeouts", SESSION],
  plan(situation) {
    const { changes, fixes } = changesFor(situation);
    if (changes.length === 0) return nothing;
    return {
      drafts: [
        {
          says: `Set for ${displayName(situation.target.role)} alone what its sessions start with; it holds from Electric's next connection on, and every other role keeps what it has.`,
          changes,
        },
      ],
      fixes,
    };
  },
});
