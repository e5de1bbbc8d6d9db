/** Size of the room for rows, in em of the wall's own text. */
export type Room = { width: number; height: number };

/** How the rows of a wall are laid out: `rows` in each of `columns`, on so many pages. */
export type WallLayout = { columns: 1 | 2; rows: number; pages: number; isDense: boolean };

/** Least height of a row, and of one that is drawn denser, em. */
const ROW_EM = 9.4;
const DENSE_EM = 7.8;
/** Rows beyond this stand in two columns where there is room for two. */
const ONE_COLUMN = 6;
/** Least width of the room for two columns, em. */
const TWO_COLUMNS_EM = 80;
/** How long a page is shown, ms. */
export const PAGE_MS = 12_000;

/**
 * Returns the layout of so many rows in a room: one column up to six, two beyond, and pages for what does not fit. The rows of a page
 * share its height, so that the last page has rows as high as the first.
 */
export function wallLayout(count: number, { width, height }: Room): WallLayout {
  const columns = count > ONE_COLUMN && width >= TWO_COLUMNS_EM ? 2 : 1;
  const fit = (least: number) => Math.max(1, Math.floor(height / least));
  const wanted = Math.max(1, Math.ceil(count / columns));
  const most = Math.min(wanted, fit(DENSE_EM));
  const pages = Math.max(1, Math.ceil(count / (most * columns)));
  // Pages of one size each: 13 rows on two pages are 7 and 6, not 12 and 1.
  const rows = Math.max(1, Math.ceil(Math.ceil(count / pages) / columns));
  return { columns, rows, pages, isDense: rows > fit(ROW_EM) };
}

/** Returns the page that is shown at a time (ms of Headroom's clock), from 0: every screen of a wall shows the same one. */
export const pageAt = (now: number, pages: number): number =>
  pages <= 1 ? 0 : Math.floor(now / PAGE_MS) % pages;

/** Returns the rows of a page. */
export function rowsOfPage<Row>(
  rows: readonly Row[],
  { columns, rows: perColumn }: WallLayout,
  page: number,
): Row[] {
  const size = columns * perColumn;
  return rows.slice(page * size, (page + 1) * size);
}
