import { CollapsedList } from "@/components/repair/plan/collapsed-list";
import { Badge } from "@/components/ui/badge";
import type { Standby } from "@/lib/replication/standbys";
import { bytes } from "@/lib/text/words";

const KINDS: Record<Standby["kind"], string> = {
  standby: "standby",
  platform: "platform",
  backup: "backup",
  "unused slot": "not read",
};

/** Rows that stand before the rest is folded. */
const FIRST = 8;

const keptText = ({ retainedBytes, slot }: Standby): string =>
  slot === null
    ? "keeps no WAL"
    : `${retainedBytes === null ? "0 bytes" : bytes(Math.max(0, retainedBytes))} kept`;

/** Standbys, the platform's own slots and backups: what each keeps, and whether it is in step. */
export function StandbyList({ standbys }: { standbys: readonly Standby[] }) {
  return (
    <CollapsedList items={standbys} first={FIRST}>
      {(some) => (
        <ul className="grid min-w-0 grid-cols-1 gap-3">
          {some.map((standby) => (
            <li key={`${standby.slot ?? ""} ${standby.name}`} className="grid min-w-0 gap-0.5">
              <p className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1">
                <span className="font-mono text-sm wrap-anywhere">{standby.name}</span>
                <Badge>{KINDS[standby.kind]}</Badge>
                <span className="text-sm">{keptText(standby)}</span>
              </p>
              <p className="text-sm text-muted wrap-anywhere">
                {[
                  ...(standby.slot === null || standby.slot === standby.name ? [] : [`slot ${standby.slot}`]),
                  standby.reader === null ? "no reader" : `read by ${standby.reader}`,
                  ...standby.notes,
                ].join("; ")}
              </p>
            </li>
          ))}
        </ul>
      )}
    </CollapsedList>
  );
}
