"use client";

import { useRef, type KeyboardEvent, type ReactNode } from "react";
import { cx } from "./cx";

export type Tab<Id extends string> = { id: Id; label: string };

type TabsProps<Id extends string> = {
  /** Names the list for a screen reader: "Ways to start Electric". */
  label: string;
  /** Begins the ids of the elements; unique on its page. */
  name: string;
  tabs: readonly Tab<Id>[];
  selected: Id;
  onSelect: (id: Id) => void;
  children: ReactNode;
};

/** Returns the place of the tab that a key leads to; null for another key. */
export function placeByKey(key: string, at: number, count: number): number | null {
  switch (key) {
    case "ArrowRight":
      return (at + 1) % count;
    case "ArrowLeft":
      return (at - 1 + count) % count;
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return null;
  }
}

/**
 * Tabs with the panel of the one that is selected (WAI-ARIA authoring practices, tabs with automatic activation): one stop for
 * Tab, arrow keys, Home and End select.
 */
export function Tabs<Id extends string>({ label, name, tabs, selected, onSelect, children }: TabsProps<Id>) {
  const list = useRef<HTMLDivElement>(null);
  const move = (event: KeyboardEvent) => {
    const buttons = [...(list.current?.querySelectorAll<HTMLElement>("[role=tab]") ?? [])];
    // The focus moves at once; the selection may come later, where an address holds it.
    const at = buttons.findIndex((button) => button === event.target);
    const to = at < 0 ? null : placeByKey(event.key, at, tabs.length);
    const tab = to === null ? undefined : tabs[to];
    if (to === null || tab === undefined) return;
    event.preventDefault();
    onSelect(tab.id);
    buttons[to]?.focus();
  };
  return (
    <>
      <div
        ref={list}
        role="tablist"
        aria-label={label}
        onKeyDown={move}
        className="relative flex gap-1 overflow-x-auto border-b border-line px-3 py-2"
      >
        {tabs.map(({ id, label: text }) => (
          <button
            key={id}
            type="button"
            role="tab"
            id={`${name}-tab-${id}`}
            aria-selected={id === selected}
            aria-controls={`${name}-panel`}
            tabIndex={id === selected ? 0 : -1}
            onClick={() => onSelect(id)}
            className={cx(
              "h-8 shrink-0 rounded-md px-3 text-sm font-medium whitespace-nowrap transition-colors duration-100",
              id === selected
                ? "bg-accent-soft text-accent-strong"
                : "text-muted hover:bg-sunken hover:text-ink",
            )}
          >
            {text}
          </button>
        ))}
      </div>
      <div
        role="tabpanel"
        id={`${name}-panel`}
        aria-labelledby={`${name}-tab-${selected}`}
        className="min-w-0"
      >
        {children}
      </div>
    </>
  );
}
