"use client";

import { SearchInput } from "@/components/ui/search-input";
import { HardWords } from "@/components/ui/hard-words";
import { Select } from "@/components/ui/input";
import { cx } from "@/components/ui/cx";
import { FACETS, SHOWN, SORTS, type Facet, type TablesView } from "@/lib/tables/view";
import { FACET_WORDS, SHOWN_WORDS, SORT_WORDS } from "./words";

type TableFiltersProps = {
  view: TablesView;
  counts: Record<TablesView["show"], number>;
  /** Number of shown rows that lack each thing. */
  facets: Record<Facet, number>;
  onChange: (change: Partial<TablesView>) => void;
};

/** Search, filter and (where there is no head to press) sort. */
export function TableFilters({ view, counts, facets, onChange }: TableFiltersProps) {
  return (
    <div className="flex flex-wrap items-center gap-3">
      <SearchInput
        label="Search tables by name, owner or check"
        placeholder="Name, owner or check"
        initial={view.q}
        onSearch={(q) => onChange({ q })}
        className="min-w-56 flex-1 lg:max-w-96"
      />
      <div
        role="group"
        aria-label="Which tables are shown"
        className="relative flex max-w-full overflow-x-auto rounded-md border border-line bg-surface p-0.5"
      >
        {SHOWN.map((show) => (
          <button
            key={show}
            type="button"
            aria-pressed={view.show === show}
            onClick={() => onChange({ show })}
            className={cx(
              "flex h-8 items-center gap-1.5 rounded-sm px-3 -outline-offset-2 whitespace-nowrap",
              view.show === show ? "bg-accent-soft font-medium text-accent" : "text-muted hover:text-ink",
            )}
          >
            {SHOWN_WORDS[show]} <span className="text-sm">{counts[show].toLocaleString("en")}</span>
          </button>
        ))}
      </div>
      <div role="group" aria-label="What tables lack" className="flex flex-wrap gap-1.5">
        {FACETS.filter((facet) => facets[facet] > 0 || view.lacks === facet).map((facet) => (
          <button
            key={facet}
            type="button"
            aria-pressed={view.lacks === facet}
            onClick={() => onChange({ lacks: view.lacks === facet ? "" : facet })}
            className={cx(
              "flex h-7 items-center gap-1.5 rounded-full border px-2.5 text-sm whitespace-nowrap",
              view.lacks === facet
                ? "border-accent bg-accent-soft font-medium text-accent"
                : "border-line bg-surface text-muted hover:text-ink",
            )}
          >
            {FACET_WORDS[facet]} <span>{facets[facet].toLocaleString("en")}</span>
          </button>
        ))}
      </div>
      <HardWords of={["replica identity", "publication"]} />
      <Select
        aria-label="Sort by"
        value={view.sort}
        onChange={(event) =>
          onChange({ sort: SORTS.find((sort) => sort === event.target.value), dir: "asc" })
        }
        className="w-44 lg:hidden"
      >
        {SORTS.map((sort) => (
          <option key={sort} value={sort}>
            Sort by {SORT_WORDS[sort].toLowerCase()}
          </option>
        ))}
      </Select>
    </div>
  );
}
