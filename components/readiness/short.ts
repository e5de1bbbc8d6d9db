/** Words of a finding that a row shows before it is opened. */
export const MOST_WORDS = 15;

/**
 * Returns a finding in at most fifteen words: its first sentence or clause where that is short enough, else its first words
 * and a sign that there are more.
 */
export function shortened(found: string): string {
  const words = found.split(/\s+/).filter(Boolean);
  if (words.length <= MOST_WORDS) return words.join(" ");
  const first = words.slice(0, MOST_WORDS);
  const end = first.findLastIndex((word, at) => at >= MOST_WORDS / 3 && /[.;:,]$/.test(word));
  return end === -1
    ? `${first.join(" ")} …`
    : `${first
        .slice(0, end + 1)
        .join(" ")
        .replace(/[.;:,]$/, "")} …`;
}
