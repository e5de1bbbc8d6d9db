import { ArrowRight } from "lucide-react";
import Link from "next/link";
import { gaugeModel } from "@/components/budget/model";
import { Sparkline } from "@/components/history/sparkline";
import { LiveGauge } from "@/components/live/live-gauge";
import type { Budget } from "@/lib/budget/schema";
import type { Database } from "@/lib/databases/database";
import type { Live } from "@/lib/live/schema";
import { Section } from "@/components/ui/section";

type ConnectionsSectionProps = {
  database: Database;
  initial: Live | null;
  /** Connections as the latest visit saw them, drawn until a sample comes. */
  visit: { budget: Budget | null; takenAt: string } | null;
};

/** The live gauge on the page of its database, with the way to the rest of the budget. */
export function ConnectionsSection({ database, initial, visit }: ConnectionsSectionProps) {
  const { id, name, target } = database;
  return (
    <Section
      title="Connections"
      aside={
        <Link
          href={`/databases/${id}/connections`}
          className="inline-flex items-center gap-1 text-accent underline-offset-2 hover:underline"
        >
          Who holds them, and what if
          <ArrowRight aria-hidden className="size-4" />
        </Link>
      }
    >
      <LiveGauge
        databaseId={id}
        name={name}
        size="full"
        target={target}
        initial={initial}
        fallback={visit?.budget ? { model: gaugeModel(visit.budget), at: visit.takenAt } : null}
      />
      <Sparkline databaseId={id} />
    </Section>
  );
}
