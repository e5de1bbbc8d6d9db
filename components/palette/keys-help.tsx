"use client";

import { Dialog } from "@/components/ui/dialog";

const KEYS: readonly [keys: string, does: string][] = [
  ["Ctrl K or ⌘ K", "search, jump to a place or a database, act"],
  ["?", "show these keys"],
  ["1 2 3 4", "problems, all, passed or ignored checks (readiness)"],
  ["j k or arrows", "move through the checks (readiness)"],
  ["Shift R", "check again (readiness)"],
  ["Esc", "close what is open"],
];

/** The keys that do something, in one place. */
export function KeysHelp({ open, onClose }: { open: boolean; onClose: () => void }) {
  return (
    <Dialog open={open} onClose={onClose} title="Keys">
      <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-2">
        {KEYS.map(([keys, does]) => (
          <div key={keys} className="contents">
            <dt>
              <kbd className="rounded-sm border border-line bg-sunken px-1.5 font-mono text-sm">{keys}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
