import { EmptyState } from "@/components/ui/empty-state";
import { cx } from "@/components/ui/cx";
import { SHOWN, SHOWN_LABELS, type Shown } from "./groups";

type ShownSwitchProps = { shown: Shown; counts: Record<Shown, number>; onShow: (shown: Shown) => void };

/** Chooses between the problems, all checks, those that passed, and those that are ignored where some are; keys 1 to 4. */
export function ShownSwitch({ shown, counts, onShow }: ShownSwitchProps) {
  return (
    <div
      role="group"
      aria-label="Which checks are shown"
      className="flex w-fit rounded-md border border-line bg-surface p-0.5"
    >
      {SHOWN.filter((each) => each !== "ignored" || counts.ignored > 0).map((each, at) => (
        <button
          key={each}
          type="button"
          aria-pressed={each === shown}
          aria-keyshortcuts={String(at + 1)}
          title={`Key ${at + 1}`}
          onClick={() => onShow(each)}
          className={cx(
            "flex h-8 items-center gap-1.5 rounded-sm px-3",
            each === shown ? "bg-accent-soft font-medium text-accent" : "text-muted hover:text-ink",
          )}
        >
          {SHOWN_LABELS[each]} <span className="text-sm">{counts[each]}</span>
        </button>
      ))}
    </div>
  );
}

/** Stands in place of the list when nothing belongs to what is shown. */
export function NothingShown({ shown, ignored }: { shown: Shown; ignored: string | null }) {
  return shown === "passed" ? (
    <EmptyState title="No check has passed">
      Checks that pass are listed here. Look under Problems for what stands in the way.
    </EmptyState>
  ) : (
    <EmptyState title="No problems">
      {ignored === null
        ? "Every check that applies to this database passed at the last visit."
        : `Every other check that applies passed at the last visit; ${ignored}.`}
    </EmptyState>
  );
}
