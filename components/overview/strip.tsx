"use client";

import { Gauge } from "lucide-react";
import { cx } from "@/components/ui/cx";
import { NeverCheckedIcon, VerdictGlyph } from "./marks";
import { FACETS, type Facet } from "./view";
import { FACET_WORDS } from "./words";

type StripProps = {
  counts: Readonly<Record<Facet, number>>;
  servers: number;
  chosen: Facet;
  onChoose: (facet: Facet) => void;
};

/** Parts that stand there without a database in them too: their zero is an answer. */
const ALWAYS: readonly Facet[] = ["", "short", "not ready", "ready"];

/** How all databases stand, each number a filter of the list below. */
export function Strip({ counts, servers, chosen, onChoose }: StripProps) {
  const shown = FACETS.filter((facet) => counts[facet] > 0 || ALWAYS.includes(facet) || facet === chosen);
  return (
    <div
      role="group"
      aria-label="Show"
      className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-line bg-line sm:grid-cols-3 lg:flex"
    >
      {shown.map((facet) => (
        <button
          key={facet}
          type="button"
          aria-pressed={facet === chosen}
          onClick={() => onChoose(facet === chosen ? "" : facet)}
          className={cx(
            "flex-1 bg-surface px-4 py-3 text-left text-sm -outline-offset-2 hover:bg-sunken max-lg:last:odd:col-span-full",
            facet === chosen ? "text-ink inset-shadow-[0_-2px_var(--accent)]" : "text-muted",
          )}
        >
          <span
            className={cx(
              "block text-xl font-semibold",
              facet === "short" && counts.short > 0 ? "text-fail" : "text-ink",
            )}
          >
            {counts[facet].toLocaleString("en")}
          </span>
          <span className="flex items-center gap-1.5 whitespace-nowrap">
            <FacetIcon facet={facet} />
            {wordsOf(facet, counts[facet], servers)}
          </span>
        </button>
      ))}
    </div>
  );
}

function wordsOf(facet: Facet, count: number, servers: number): string {
  if (facet === "short" && count === 1) return "server short";
  if (facet !== "") return FACET_WORDS[facet];
  const databases = count === 1 ? "database" : FACET_WORDS[""];
  return servers > 1 && servers < count ? `${databases}, ${servers} servers` : databases;
}

function FacetIcon({ facet }: { facet: Facet }) {
  if (facet === "") return null;
  if (facet === "short") return <Gauge aria-hidden className="size-4" />;
  return facet === "never checked" ? <NeverCheckedIcon /> : <VerdictGlyph of={facet} />;
}
