import { EmptyState } from "@/components/ui/empty-state";
import type { TablesView } from "@/lib/tables/view";

/** Stands in place of the grid when no table belongs to what is shown. */
export function NoTables({ view, total }: { view: TablesView; total: number }) {
  if (total === 0)
    return (
      <EmptyState title="This database has no tables">
        Headroom saw no table in it that the visiting role may look up. Once one exists, check again.
      </EmptyState>
    );
  if (view.q !== "")
    return (
      <EmptyState title="No table matches the search">
        The search looks at schema, name, owner and the checks that name a table. Take a word away, or show
        all tables.
      </EmptyState>
    );
  const texts: Record<TablesView["show"], { title: string; text: string }> = {
    served: {
      title: "Electric is to serve no table here",
      text: "The target names schemas that hold no tables. Change them in the settings of this database.",
    },
    problems: {
      title: "No table has a problem",
      text: "Every table that Electric is to serve passed its checks at the last visit.",
    },
    published: {
      title: "No table is published",
      text: "Electric’s publication names no table yet. With the owner and member strategies Electric adds tables by itself when they are first asked for.",
    },
    all: { title: "No tables", text: "There is nothing to show." },
  };
  const { title, text } = texts[view.show];
  return <EmptyState title={title}>{text}</EmptyState>;
}
