"use client";

import { useQuery } from "@tanstack/react-query";
import { ArrowRight, Zap } from "lucide-react";
import { useParams } from "next/navigation";
import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from "react";
import { api } from "@/components/api/client";
import { Dialog } from "@/components/ui/dialog";
import { Input } from "@/components/ui/input";
import { cx } from "@/components/ui/cx";
import type { Role } from "@/lib/accounts/roles";
import { databasesEndpoint } from "@/lib/api/databases";
import { entriesOf, findEntries, type Entry } from "@/lib/palette/places";
import { useRunEntry, type GivenActs } from "./use-run-entry";

type Props = {
  open: boolean;
  onClose: () => void;
  role: Role;
  acts: GivenActs;
};

/** Goes to any place and does any act by a part of its name: arrows move, Enter goes, Esc closes. */
export function Palette({ open, onClose, role, acts }: Props) {
  const id = useId();
  const run = useRunEntry(acts);
  const { id: current } = useParams<{ id?: string }>();
  const [query, setQuery] = useState("");
  const [active, setActive] = useState(0);
  const [problem, setProblem] = useState<string | null>(null);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (open) input.current?.focus();
  }, [open]);
  const { data: databases, isError } = useQuery({
    queryKey: ["databases"],
    queryFn: ({ signal }) => api.json(databasesEndpoint, { signal }),
    enabled: open,
  });
  const entries = useMemo(
    () => entriesOf(databases ?? [], role, current ?? null),
    [databases, role, current],
  );
  const found = findEntries(entries, query);
  const at = Math.min(active, found.length - 1);

  useEffect(() => {
    document.getElementById(`${id}-${at}`)?.scrollIntoView({ block: "nearest" });
  }, [id, at]);

  const choose = async (entry: Entry | undefined) => {
    if (entry === undefined) return;
    setProblem(null);
    try {
      // The next page stands behind the dialog only once it is closed.
      if (entry.does.kind === "go") close();
      await run(entry.does);
      close();
    } catch (error) {
      setProblem(error instanceof Error ? error.message : "That did not work. Try again.");
    }
  };
  const close = () => {
    setQuery("");
    setActive(0);
    onClose();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setActive((at + step + found.length) % Math.max(found.length, 1));
    } else if (event.key === "Enter") {
      event.preventDefault();
      void choose(found[at]);
    }
  };
  return (
    <Dialog open={open} onClose={onClose} title="Search or jump to">
      <Input
        ref={input}
        role="combobox"
        aria-label="Place, database or act"
        aria-expanded
        aria-controls={id}
        aria-activedescendant={found[at] && `${id}-${at}`}
        placeholder="orders tables, check, dark"
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
      />
      {problem !== null && (
        <p role="alert" className="text-fail">
          {problem}
        </p>
      )}
      <ul id={id} role="listbox" aria-label="Places and acts" className="max-h-80 overflow-y-auto">
        {found.map((entry, index) => (
          <li
            key={entry.key}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === at}
            onClick={() => void choose(entry)}
            className={cx(
              "flex cursor-pointer items-center gap-2 rounded-md px-3 py-2 wrap-anywhere hover:bg-sunken",
              index === at && "bg-accent-soft",
            )}
          >
            <Mark entry={entry} />
            {entry.title}
          </li>
        ))}
      </ul>
      {isError && <p className="text-fail">The databases could not be listed. Close this and try again.</p>}
      {found.length === 0 && <p className="text-muted">Nothing is called that.</p>}
    </Dialog>
  );
}

function Mark({ entry: { does } }: { entry: Entry }) {
  const Icon = does.kind === "go" ? ArrowRight : Zap;
  return <Icon aria-hidden className="size-4 shrink-0 text-faint" />;
}
