import type { SlotEnd } from "@/lib/replication/slot-end";

/** Costs of the slot's end, and what it gives back. */
export function SlotEndLists({ end }: { end: SlotEnd }) {
  return (
    <div className="grid min-w-0 grid-cols-1 gap-4">
      <List title="Costs" sentences={end.costs} />
      <List title="Frees" sentences={end.frees} />
    </div>
  );
}

function List({ title, sentences }: { title: string; sentences: readonly string[] }) {
  return (
    <div>
      <h3 className="text-sm font-medium text-muted">{title}</h3>
      <ul className="mt-1 grid gap-1">
        {sentences.map((sentence) => (
          <li key={sentence} className="wrap-anywhere">
            {sentence}
          </li>
        ))}
      </ul>
    </div>
  );
}
