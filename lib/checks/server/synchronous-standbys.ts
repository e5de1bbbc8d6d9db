import { settingWay } from "@/lib/postgres/setting-way";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { count } from "@/lib/text/words";
import { defineCheck } from "../define";
import { fail, pass, unknown, warn, type Way } from "../finding";
import { commitWaitOf } from "./commit-wait";
import { fixedFor, settingFor } from "./electric-settings";

/** Values of synchronous_commit under which a commit waits for no standby; Postgres reads a boolean as off or on. */
const ALONE = /^(?:local|of|off|f|fa|fal|fals|false|n|no|0)$/i;

/** Returns how Electric's commits do not wait, in words; null where they wait. */
function aloneBy(snapshot: ReachedSnapshot): string | null {
  const setting = settingFor(snapshot, "synchronous_commit");
  return setting !== undefined && ALONE.test(setting.value.trim())
    ? `synchronous_commit is ${setting.value} for ${fixedFor(setting, snapshot)}`
    : null;
}

/** The standby comes back, or the server stops waiting for it. */
const waysOf = ({ connection }: ReachedSnapshot): Way[] => [
  {
    says: "Bring the standby back: pg_stat_replication has a line for each that streams, by the application_name that its primary_conninfo gives. Commits that wait end by themselves then.",
  },
  {
    ...settingWay(connection.provider, "synchronous_standby_names", ""),
    says: `Or wait for no standby, at the price that a failover may lose what was committed last. ${settingWay(connection.provider, "synchronous_standby_names", "").says}`,
  },
];

export const serverSynchronousStandbys = defineCheck({
  id: "server.synchronous_standbys",
  title: "Commits do not wait for a standby that is away",
  why: "While fewer standbys are in sync than synchronous_standby_names asks for, every commit waits without end: the application's, Electric's first (CREATE PUBLICATION, or the publication of a table), and with them Electric's slot, which waits for all open transactions.",
  source: "PostgreSQL docs, 20.6.2 and 27.2.8; Electric 1.7.12, connection_setup.ex and configuration.ex",
  worst: "fail",
  act: { says: "Bring the synchronous standby back", page: "replication" },
  urgency: 85,
  judge(snapshot) {
    const wait = commitWaitOf(snapshot);
    if (wait.kind === "none") return pass("Commits wait for no standby.");
    const { names, needed } = wait;
    const setting = `synchronous_standby_names is “${names}”`;
    if (wait.kind === "met")
      return pass(`${count(wait.inSync, "standby", "standbys")} in sync, ${needed} needed.`);
    const need = `${count(needed, "standby", "standbys")} in sync, or an empty synchronous_standby_names`;
    if (wait.kind === "unknown")
      return unknown({
        found: `${setting}, and whether a standby is in sync could not be seen.`,
        needed: need,
        objects: ["synchronous_standby_names"],
        grant: wait.grant,
      });
    const told = {
      found: `${setting} and ${wait.inSync === 0 ? "no standby is" : `only ${wait.inSync} of ${needed} are`} in sync: commits wait without end`,
      needed: need,
      objects: ["synchronous_standby_names"],
      ways: waysOf(snapshot),
    };
    const alone = aloneBy(snapshot);
    return alone === null
      ? fail(told)
      : warn({
          ...told,
          found: `${told.found}, but for Electric's: ${alone}. Its slot cannot be made while another commit waits`,
        });
  },
});
