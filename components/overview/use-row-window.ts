"use client";

import { useMemo, useSyncExternalStore, type RefObject } from "react";
import { onSightChange } from "@/components/ui/use-window";
import { rowWindowOf, type RowWindow } from "./row-window";
import type { Line } from "./list-lines";

/** Heights until one of a kind is drawn, px. */
const GUESS: Record<Line["kind"], number> = { head: 44, member: 36, single: 48, fold: 36 };

/**
 * Returns the lines that are worth drawing. All of one kind have the height of the first one that is marked `data-row` with it;
 * `first` lines are drawn on the server.
 */
export function useRowWindow(
  list: RefObject<HTMLElement | null>,
  lines: readonly Line[],
  first: number,
): RowWindow {
  const atFirst = `0 ${Math.min(first, lines.length)} 0 0`;
  const read = () => {
    const element = list.current;
    if (element === null) return atFirst;
    const measured = (kind: Line["kind"]) =>
      element.querySelector(`[data-row=${kind}]`)?.getBoundingClientRect().height || GUESS[kind];
    const px = {
      head: measured("head"),
      member: measured("member"),
      single: measured("single"),
      fold: measured("fold"),
    };
    const heights = lines.map(({ kind }) => px[kind]);
    const { top } = element.getBoundingClientRect();
    const { start, end, before, after } = rowWindowOf(top, window.innerHeight, heights);
    return `${start} ${end} ${before} ${after}`;
  };
  const text = useSyncExternalStore(onSightChange, read, () => atFirst);
  return useMemo(() => {
    const [start = 0, end = 0, before = 0, after = 0] = text.split(" ").map(Number);
    return { start, end, before, after };
  }, [text]);
}
