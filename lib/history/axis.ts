/** Steps that people count in. */
const MANTISSAS = [1, 2, 5] as const;

/** Returns round numbers from 0 to the top that get a grid line, at most five beside 0. */
export function valueTicks(top: number): number[] {
  const raw = Math.max(1, top / 5);
  const magnitude = 10 ** Math.floor(Math.log10(raw));
  const step = (MANTISSAS.find((mantissa) => mantissa * magnitude >= raw) ?? 10) * magnitude;
  return Array.from({ length: Math.floor(top / step) + 1 }, (_none, at) => at * step);
}

/**
 * Returns places for labels that should stand at `wanted`, in its order: each as near as can be, none within `gap` of another, all
 * within 0 and `height` where they find room. All in one unit, such as px.
 */
export function spread(wanted: readonly number[], gap: number, height: number): number[] {
  const order = wanted.map((at, index) => ({ at, index })).toSorted((one, other) => one.at - other.at);
  const places: number[] = [];
  for (const { at } of order) {
    const before = places.at(-1);
    places.push(Math.max(at, before === undefined ? 0 : before + gap));
  }
  let limit = height;
  for (let at = places.length - 1; at >= 0; at -= 1) {
    places[at] = Math.min(places[at] ?? 0, limit);
    limit = (places[at] ?? 0) - gap;
  }
  const answer = wanted.map(() => 0);
  order.forEach(({ index }, at) => (answer[index] = places[at] ?? 0));
  return answer;
}

/** Keys that move the crosshair; all others are the page's. */
const MOVES: Record<string, (position: number, last: number) => number> = {
  ArrowLeft: (position) => position - 1,
  ArrowRight: (position) => position + 1,
  ArrowDown: (position) => position - 1,
  ArrowUp: (position) => position + 1,
  PageDown: (position) => position - 10,
  PageUp: (position) => position + 10,
  Home: () => 0,
  End: (_position, last) => last,
};

/** Returns the position of the crosshair after a key, within the points; null for a key that does not move it. */
export function movedBy(key: string, position: number, length: number): number | null {
  const move = Object.hasOwn(MOVES, key) ? MOVES[key] : undefined;
  return move === undefined ? null : Math.min(length - 1, Math.max(0, move(position, length - 1)));
}
