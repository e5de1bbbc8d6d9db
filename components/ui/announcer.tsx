"use client";

import { createContext, useCallback, useContext, useState, type ReactNode } from "react";

const Announce = createContext<(text: string) => void>(() => undefined);

/** Returns a function that says a sentence to screen readers, politely. */
export const useAnnounce = (): ((text: string) => void) => useContext(Announce);

/** Holds the one polite live region of the page; a sentence said twice is heard twice. */
export function Announcer({ children }: { children: ReactNode }) {
  const [said, setSaid] = useState({ text: "", turn: 0 });
  const announce = useCallback((text: string) => setSaid(({ turn }) => ({ text, turn: turn + 1 })), []);
  return (
    <Announce value={announce}>
      {children}
      <div aria-live="polite" className="sr-only" data-announcer>
        <span key={said.turn}>{said.text}</span>
      </div>
    </Announce>
  );
}
