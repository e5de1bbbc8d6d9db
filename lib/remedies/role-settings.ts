import { settingFor } from "@/lib/checks/server/electric-settings";
import { displayName } from "@/lib/postgres/identifier";
import type { Change } from "@/lib/change/schema";
import { defineRemedy, nothing } from "./define";
import { isOpen, type Situation } from "./situation";

/** What Electric's sessions should start with, by the check that says so (Electric 1.7.12, observed on PostgreSQL 17). */
const WANTED: readonly { check: string; name: string; value: string }[] = [
  { check: "connection.writable", name: "default_transaction_read_only", value: "off" },
  { check: "server.timeouts", name: "statement_timeout", value: "0" },
  { check: "server.timeouts", name: "lock_timeout", value: "0" },
  { check: "server.timeouts", name: "transaction_timeout", value: "0" },
  { check: "server.timeouts", name: "idle_in_transaction_session_timeout", value: "0" },
  { check: "server.timeouts", name: "wal_sender_timeout", value: "60000" },
];

const NONE = /^0(\.0*)?\s*(us|ms|s|min|h|d)?$/;

/** Returns whether a setting is in Electric's way as it stands. */
function inTheWay(situation: Situation, name: string, check: string): boolean {
  if (!isOpen(situation, check)) return false;
  const named = situation.finding(check)?.objects.includes(name) === true;
  const setting = settingFor(situation.snapshot, name);
  return named && (setting !== undefined ? !NONE.test(setting.value.trim()) : name === "wal_sender_timeout");
}

function changesFor(situation: Situation): { changes: Change[]; cures: string[] } {
  const { rights, snapshot, target } = situation;
  const changes: Change[] = [];
  const cures = new Set<string>();
  for (const { check, name, value } of WANTED) {
    // A setting that the check judges by the server's own value is not the role's to cure.
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
    cures.add(check);
  }
  return { changes, cures: [...cures] };
}

/** Sets them for Electric's role alone: what is fixed for the database or for everybody stays as it is for the others. */
export const roleSettings = defineRemedy({
  id: "role.settings",
  title: "Free Electric's sessions of what cuts them short",
  cures: ["connection.writable", "server.timeouts"],
  plan(situation) {
    const { changes, cures } = changesFor(situation);
    if (changes.length === 0) return nothing;
    return {
      drafts: [
        {
          says: `Set for ${displayName(situation.target.role)} alone what its sessions start with; it holds from Electric's next connection on, and every other role keeps what it has.`,
          changes,
        },
      ],
      cures,
    };
  },
});
