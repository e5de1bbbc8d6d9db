"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from "react";
import { api } from "@/components/api/client";
import { Dialog } from "@/components/ui/dialog";
import { Input } from "@/components/ui/input";
import { cx } from "@/components/ui/cx";
import { databasesEndpoint } from "@/lib/api/databases";
import { findPlaces, placesOf } from "@/lib/palette/places";

type Props = {
  open: boolean;
  onClose: () => void;
  admin: boolean;
};

/** Goes to any place by typing a part of its name: arrows move, Enter goes, Esc closes. */
export function Palette({ open, onClose, admin }: Props) {
  const router = useRouter();
  const id = useId();
  const [query, setQuery] = useState("");
  const [active, setActive] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (open) input.current?.focus();
  }, [open]);
  const { data: databases, isError } = useQuery({
    queryKey: ["databases"],
    queryFn: ({ signal }) => api.json(databasesEndpoint, { signal }),
    enabled: open,
  });
  const places = useMemo(() => placesOf(databases ?? [], admin), [databases, admin]);
  const found = findPlaces(places, query);
  const current = Math.min(active, found.length - 1);

  useEffect(() => {
    document.getElementById(`${id}-${current}`)?.scrollIntoView({ block: "nearest" });
  }, [id, current]);

  const go = (href: string | undefined) => {
    if (href === undefined) return;
    setQuery("");
    onClose();
    router.push(href);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setActive((current + step + found.length) % Math.max(found.length, 1));
    } else if (event.key === "Enter") {
      event.preventDefault();
      go(found[current]?.href);
    }
  };
  return (
    <Dialog open={open} onClose={onClose} title="Go to">
      <Input
        ref={input}
        role="combobox"
        aria-label="Place or database"
        aria-expanded
        aria-controls={id}
        aria-activedescendant={found[current] && `${id}-${current}`}
        placeholder="orders tables"
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
      />
      <ul id={id} role="listbox" aria-label="Places" className="max-h-80 overflow-y-auto">
        {found.map(({ href, title }, index) => (
          <li
            key={href}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === current}
            onClick={() => go(href)}
            className={cx(
              "cursor-pointer rounded-md px-3 py-2 wrap-anywhere hover:bg-sunken",
              index === current && "bg-accent-soft",
            )}
          >
            {title}
          </li>
        ))}
      </ul>
      {isError && <p className="text-fail">The databases could not be listed. Close this and try again.</p>}
      {found.length === 0 && <p className="text-muted">Nothing is called that.</p>}
    </Dialog>
  );
}
