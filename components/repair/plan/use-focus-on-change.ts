"use client";

import { useEffect, useRef, type RefObject } from "react";

/**
 * Brings the reader to what replaced the thing that was pressed: a button that leaves the page takes the focus with it, and
 * who works by keyboard or ear would begin at the page's head again. Returns the ref of the place; nothing is moved when the
 * page is opened, only when `what` is another than before.
 */
export function useFocusOnChange(what: string | null): RefObject<HTMLDivElement | null> {
  const place = useRef<HTMLDivElement>(null);
  const shown = useRef(what);
  useEffect(() => {
    if (shown.current === what) return;
    shown.current = what;
    const element = place.current;
    if (element === null) return;
    element.focus({ preventScroll: true });
    if (element.getBoundingClientRect().top < 0) element.scrollIntoView();
  }, [what]);
  return place;
}
