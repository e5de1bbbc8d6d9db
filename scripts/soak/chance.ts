/** Numbers that look random and are the same for the same seed. */
export type Chance = {
  /** Returns a number from 0 to 1. */
  next(): number;
  /** Returns a number between two others. */
  between(least: number, most: number): number;
  /** Returns one of some things. @throws Error for none */
  of<Thing>(things: readonly Thing[]): Thing;
};

/** Returns numbers for a seed (mulberry32). */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    next,
    between: (least, most) => least + next() * (most - least),
    of(things) {
      const thing = things[Math.floor(next() * things.length)];
      if (thing === undefined) throw new Error("There is nothing to choose from.");
      return thing;
    },
  };
}
