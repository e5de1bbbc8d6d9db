import { cx } from "@/components/ui/cx";
import type { Group } from "@/lib/checks/finding";
import { GROUP_LABELS } from "./groups";

type GroupChipsProps = {
  groups: readonly { group: Group; count: number }[];
  /** The group that is chosen; null for all. */
  group: Group | null;
  onGroup: (group: Group | null) => void;
};

/** Narrows the checks to one group; a second press takes that back. Nothing where one group is all there is. */
export function GroupChips({ groups, group, onGroup }: GroupChipsProps) {
  if (groups.length < 2 && group === null) return null;
  return (
    <div role="group" aria-label="Group of the checks" className="flex flex-wrap gap-1.5">
      {groups.map(({ group: each, count }) => (
        <button
          key={each}
          type="button"
          aria-pressed={each === group}
          onClick={() => onGroup(each === group ? null : each)}
          className={cx(
            "flex h-7 items-center gap-1.5 rounded-full border px-2.5 text-sm whitespace-nowrap",
            each === group
              ? "border-accent bg-accent-soft font-medium text-accent"
              : "border-line bg-surface text-muted hover:text-ink",
          )}
        >
          {GROUP_LABELS[each]} <span>{count}</span>
        </button>
      ))}
    </div>
  );
}
