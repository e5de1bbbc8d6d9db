const OVERSCAN_PX = 400;

/** Rows of a list that are drawn, and the room that those before and after take, px. */
export type RowWindow = { start: number; end: number; before: number; after: number };

/**
 * Returns which of the rows with these heights, px, could be in sight: those within the browser's window, and some on either
 * side. `top` is where the list begins in the window, px; `height` is the window's.
 */
export function rowWindowOf(top: number, height: number, heights: readonly number[]): RowWindow {
  const [from, to] = [-top - OVERSCAN_PX, height - top + OVERSCAN_PX];
  let [start, end, before, after, at] = [0, 0, 0, 0, 0];
  for (const px of heights) {
    const bottom = at + px;
    if (bottom <= from) {
      start += 1;
      end = start;
      before = bottom;
    } else if (at < to) end += 1;
    else after += px;
    at = bottom;
  }
  return { start, end, before, after };
}
