import { LinkButton } from "@/components/ui/link-button";
import type { NextAct } from "@/lib/next-act/next-acts";

/** Next acts, the most urgent first; the first has the one primary button. */
export function Acts({ acts }: { acts: readonly NextAct[] }) {
  if (acts.length === 0) return null;
  return (
    <ol aria-label="Next actions" className="divide-y divide-line">
      {acts.map(({ key, says, why, button, href }, at) => (
        <li key={key} className="flex items-center justify-between gap-4 py-3">
          <div className="min-w-0">
            <p className="font-semibold wrap-anywhere">{says}</p>
            <p className="line-clamp-2 text-sm text-muted wrap-anywhere">{why}</p>
          </div>
          <LinkButton
            href={href}
            variant={at === 0 ? "primary" : "secondary"}
            className="sm:min-w-32"
            aria-label={button === says ? undefined : `${button}: ${says}`}
          >
            {button}
          </LinkButton>
        </li>
      ))}
    </ol>
  );
}
