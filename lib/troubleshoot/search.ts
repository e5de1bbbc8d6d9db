import type { Entry } from "./define";
import { AREAS } from "./entries";

/** A part of the catalogue with those of its entries that were searched for. */
export type FoundArea = { title: string; entries: readonly Entry[] };

/** Returns the parts that have entries with every word, in title, address or sample; all of them for no word. Upper and lower case are one. */
export function searchErrors(text: string): FoundArea[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const has = ({ slug, title, samples }: Entry) => {
    const all = [slug, title, ...samples].join("\n").toLowerCase();
    return words.every((word) => all.includes(word));
  };
  return AREAS.map(({ title, entries }): FoundArea => {
    const some: readonly Entry[] = entries;
    return { title, entries: some.filter(has) };
  }).filter(({ entries }) => entries.length > 0);
}
