type Shown = { count: number; before: unknown; older: unknown };

/**
 * Returns which part of a long list a page shows, the newest first: "The newest 100 entries; older ones follow.".
 * `before` is null on the first page, `older` on the last.
 */
export function pageWords({ count, before, older }: Shown, one: string, many = `${one}s`): string {
  const what = `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
  if (count === 0) return `No ${one} fits.`;
  if (before === null) return older === null ? `${what}.` : `The newest ${what}; older ones follow.`;
  return older === null ? `The oldest ${what}.` : `${what}, further back; older ones follow.`;
}
