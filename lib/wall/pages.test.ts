import { expect, test } from "vitest";
import fc from "fast-check";
import { PAGE_MS, pageAt, rowsOfPage, wallLayout } from "./pages";

/** The room of 1920 × 1080 below the header, in em of 20.16 px. */
const wide = { width: 90, height: 49.5 };
const rows = (count: number) => Array.from({ length: count }, (_none, at) => at);

test("four servers are one column of tall rows, and six still fit one page", () => {
  expect(wallLayout(4, wide)).toEqual({ columns: 1, rows: 4, pages: 1, isDense: false });
  expect(wallLayout(6, { ...wide, height: 50 })).toMatchObject({
    columns: 1,
    pages: 1,
    rows: 6,
    isDense: true,
  });
});

test("beyond six there are two columns, and only in a narrow room more pages instead", () => {
  expect(wallLayout(8, wide)).toEqual({ columns: 2, rows: 4, pages: 1, isDense: false });
  expect(wallLayout(8, { width: 60, height: 49.5 })).toMatchObject({ columns: 1, pages: 2, rows: 4 });
});

test("what does not fit goes to pages of one size", () => {
  expect(wallLayout(13, { width: 90, height: 50 })).toEqual({
    columns: 2,
    pages: 2,
    rows: 4,
    isDense: false,
  });
  expect(wallLayout(12, { width: 90, height: 50 })).toEqual({ columns: 2, pages: 1, rows: 6, isDense: true });
});

test("every row stands on exactly one page in order, whatever count and room, and none is higher than it has to be", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 400 }),
      fc.record({ width: fc.integer({ min: 20, max: 300 }), height: fc.integer({ min: 1, max: 200 }) }),
      (count, room) => {
        const layout = wallLayout(count, room);
        const shown = rows(layout.pages).flatMap((page) => rowsOfPage(rows(count), layout, page));
        expect(shown).toEqual(rows(count));
        if (count > 0) expect(rowsOfPage(rows(count), layout, layout.pages - 1)).not.toEqual([]);
        if (layout.rows > 1) expect(layout.rows * 7.8).toBeLessThanOrEqual(room.height);
      },
    ),
  );
});

test("all screens turn a page at the same moment, and one page stays", () => {
  expect(pageAt(PAGE_MS * 3 - 1, 3)).toBe(2);
  expect(pageAt(PAGE_MS * 3, 3)).toBe(0);
  expect(pageAt(PAGE_MS * 5, 1)).toBe(0);
});
