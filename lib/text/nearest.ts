/** Returns how many letters have to be added, left out, changed or exchanged with their neighbour to make one word of another. */
export function distance(one: string, other: string): number {
  let [before, last]: [number[], number[]] = [[], Array.from({ length: other.length + 1 }, (_, at) => at)];
  for (let row = 1; row <= one.length; row++) {
    const next = [row];
    for (let column = 1; column <= other.length; column++) {
      const same = one[row - 1] === other[column - 1];
      const at = (list: readonly number[], index: number) => list[index] ?? Number.POSITIVE_INFINITY;
      const swapped =
        row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      next.push(
        Math.min(
          at(last, column) + 1,
          at(next, column - 1) + 1,
          at(last, column - 1) + (same ? 0 : 1),
          swapped ? at(before, column - 2) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
    [before, last] = [last, next];
  }
  return last[other.length] ?? one.length;
}

/**
 * Returns the word that was most likely meant, null where none is near: at most a third of its letters differ, or the typed
 * word is its beginning, of three letters or more.
 */
export function nearestOf<Word extends string>(typed: string, words: readonly Word[]): Word | null {
  const ranked = words
    .map((word) => ({ word, far: distance(typed, word) }))
    .toSorted((one, other) => one.far - other.far);
  const [best] = ranked;
  if (best !== undefined && best.far <= Math.max(1, Math.floor(best.word.length / 3))) return best.word;
  return (typed.length >= 3 && words.find((word) => word.startsWith(typed))) || null;
}
