import { gaugeModel } from "@/components/budget/model";
import { LiveGauge } from "@/components/live/live-gauge";
import type { Budget } from "@/lib/budget/schema";
import type { Database } from "@/lib/databases/database";
import type { Live } from "@/lib/live/schema";

type ConnectionsPartProps = {
  database: Database;
  initial: Live | null;
  /** Connections as the latest check run saw them, drawn until a sample comes. */
  visit: { budget: Budget | null; takenAt: string } | null;
  /** The page says elsewhere why there is no session. */
  brief?: boolean;
};

/** The live gauge on the page of its database. */
export function ConnectionsPart({ database, initial, visit, brief }: ConnectionsPartProps) {
  const { id, name, target } = database;
  return (
    <LiveGauge
      databaseId={id}
      name={name}
      size="full"
      target={target}
      initial={initial}
      brief={brief}
      fallback={visit?.budget ? { model: gaugeModel(visit.budget), at: visit.takenAt } : null}
    />
  );
}
