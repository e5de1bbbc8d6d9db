"use client";

import { useEffect, useState } from "react";

/** How long a list stands still before it counts, ms: during a scroll, nothing is asked for. */
const STILL_MS = 300;

const NONE: readonly string[] = [];

/** Returns the ids as they were when they last stood still for a moment; none before the page runs. */
export function useSettled(ids: readonly string[]): readonly string[] {
  const [settled, setSettled] = useState(NONE);
  const text = ids.join(",");
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text === "" ? NONE : text.split(",")), STILL_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
