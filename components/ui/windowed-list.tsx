"use client";

import { useRef, type ReactNode, type RefObject } from "react";
import { cx } from "./cx";
import { useWindow } from "./use-window";

/** Height of a line, px: that of the class h-6, with which each is drawn. */
const LINE_PX = 24;
const FIRST_DRAWN = 30;

/** From this number of lines on a list draws only those in sight. */
export const WINDOWED_FROM = 200;

/** Returns the lines of a list of `count` that are worth drawing, and the ref of the list. */
export function useLinesInSight(count: number) {
  const list = useRef<HTMLUListElement>(null);
  const { start, end, rowPx } = useWindow(list, count, LINE_PX, FIRST_DRAWN);
  return { list, start, end, rowPx };
}

type WindowedListProps = {
  list: RefObject<HTMLUListElement | null>;
  start: number;
  end: number;
  rowPx: number;
  count: number;
  /** Name of the list for a screen reader. */
  label: string;
  /** Classes of the frame that scrolls, of the list and of each line. */
  className: string;
  listClassName?: string;
  lineClassName: string;
  /** Returns what is drawn of a line, by its index. */
  draw: (at: number) => ReactNode;
};

/** A list of any length that scrolls inside its frame and has only the lines in sight in the page (useLinesInSight). */
export function WindowedList({
  list,
  start,
  end,
  rowPx,
  count,
  label,
  className,
  listClassName = "font-mono text-sm",
  lineClassName,
  draw,
}: WindowedListProps) {
  return (
    <div tabIndex={0} role="group" aria-label={label} className={cx("relative overflow-auto", className)}>
      <ul ref={list} className={cx("relative", listClassName)} style={{ height: count * rowPx }}>
        {Array.from({ length: end - start }, (_, index) => start + index).map((at) => (
          <li
            key={at}
            data-row
            aria-setsize={count}
            aria-posinset={at + 1}
            className={cx("absolute h-6 px-3 leading-6", lineClassName)}
            style={{ top: at * rowPx }}
          >
            {draw(at)}
          </li>
        ))}
      </ul>
    </div>
  );
}
