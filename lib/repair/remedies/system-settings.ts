import { manualSteps } from "@/lib/repair/manual-steps";
import { providers } from "@/lib/postgres/provider";
import type { Change } from "@/lib/repair/changes/schema";
import { defineRemedy, nothing } from "./define";

/**
 * ALTER SYSTEM, where the server is one's own and a superuser runs this: a step of its own, only for a check that is asked
 * for by name, because it is for every role and database of the server.
 */
export const systemSettings = defineRemedy({
  id: "server.settings",
  title: "Set a parameter of the server",
  fixes: [
    "server.wal_level",
    "server.replication_slots",
    "server.wal_senders",
    "server.wal_keep",
    "server.failover_settings",
    "budget.pool_fits",
    "budget.deploy_fits",
    "budget.headroom",
  ],
  outside: true,
  onRequest: true,
  plan({ snapshot, target, wanted, findings }) {
    if (wanted.kind !== "checks" || !snapshot.visitor.superuser) return nothing;
    if (!providers[snapshot.connection.provider].alterSystem) return nothing;
    const steps = manualSteps(snapshot, target, findings).filter(({ check, also = [] }) =>
      [check, ...also].some((id) => wanted.checks.includes(id)),
    );
    // Electric's environment and a major version have values too; Postgres' parameters are in small letters.
    const settings = steps.flatMap(({ check, also = [], value, restart }) =>
      value === null || !/^[a-z_]+$/.test(value.name)
        ? []
        : [{ concerns: [check, ...also], ...value, restarts: restart !== null }],
    );
    if (settings.length === 0) return nothing;
    const restarting = settings.filter(({ restarts }) => restarts).map(({ name }) => name);
    return {
      drafts: settings.map(({ name, to, now, sum, restarts }) => ({
        says: `Set ${name} from ${now} to ${to === "" ? "an empty list" : to} for the whole server: ${sum} ${restarts ? "It holds after a restart, which is yours to time." : "The server reads it at once, without a restart."}`,
        changes: [{ kind: "system setting", name, from: null, to, restarts } satisfies Change],
      })),
      fixes: settings.filter(({ restarts }) => !restarts).flatMap(({ concerns }) => concerns),
      consequences:
        restarting.length === 0
          ? []
          : [`${restarting.join(", ")} changes when the server is restarted, and not before.`],
      leaves: settings
        .filter(({ restarts }) => restarts)
        .flatMap(({ concerns, name }) =>
          concerns.map((check) => ({ check, why: `${name} holds after a restart of the server.` })),
        ),
    };
  },
});
