"use client";

import { useSyncExternalStore, type RefObject } from "react";

const OVERSCAN = 12;

export type RowWindow = { start: number; end: number };

/**
 * Returns which of `count` rows of equal height could be in sight: those within the browser's window, and some on
 * either side. `top` is where the list begins in the window, in px; `height` is the window's.
 */
export function windowOf(top: number, height: number, rowPx: number, count: number): RowWindow {
  const start = Math.max(0, Math.floor(-top / rowPx) - OVERSCAN);
  const end = Math.min(count, Math.ceil((height - top) / rowPx) + OVERSCAN);
  return { start: Math.min(start, count), end: Math.max(end, Math.min(start, count)) };
}

/** Tells a listener when what is in sight may have changed, once a frame; returns what ends that. */
export function onSightChange(listener: () => void): () => void {
  let frame = 0;
  const soon = () => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(listener);
  };
  // Scrolling does not bubble, but it can be caught on its way down: the page's and that of any frame around the list.
  document.addEventListener("scroll", soon, { capture: true, passive: true });
  window.addEventListener("resize", soon);
  return () => {
    cancelAnimationFrame(frame);
    document.removeEventListener("scroll", soon, { capture: true });
    window.removeEventListener("resize", soon);
  };
}

/**
 * Returns the rows of a long list that are worth drawing. The height of a row is that of the first element marked
 * `data-row` in the list, or `rowPx` until there is one; `first` rows are drawn on the server.
 */
export function useWindow(
  list: RefObject<HTMLElement | null>,
  count: number,
  rowPx: number,
  first: number,
): RowWindow & { rowPx: number } {
  const atFirst = `0 ${Math.min(first, count)} ${rowPx}`;
  const read = () => {
    const element = list.current;
    if (element === null) return atFirst;
    const px = element.querySelector("[data-row]")?.getBoundingClientRect().height || rowPx;
    const { start, end } = windowOf(element.getBoundingClientRect().top, window.innerHeight, px, count);
    return `${start} ${end} ${px}`;
  };
  const [start = 0, end = 0, px = rowPx] = useSyncExternalStore(onSightChange, read, () => atFirst)
    .split(" ")
    .map(Number);
  return { start, end, rowPx: px };
}
