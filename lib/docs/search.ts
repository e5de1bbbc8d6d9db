import type { DocPage } from "./page";

/** A section that holds every word that was asked for. */
export type DocHit = { slug: string; title: string; id: string; heading: string; excerpt: string };

const MOST_HITS = 30;
const EXCERPT = 160;
/** Longer questions are cut: no page holds such a word. */
const LONGEST = 200;

const squeezed = (text: string): string => text.toLowerCase().replace(/\s+/g, " ");

function excerptOf(text: string, word: string): string {
  const plain = text.replace(/\s+/g, " ").trim();
  const at = Math.max(0, plain.toLowerCase().indexOf(word) - EXCERPT / 3);
  const start = at === 0 ? 0 : plain.indexOf(" ", at) + 1;
  const cut = plain.slice(start, start + EXCERPT);
  return `${start > 0 ? "… " : ""}${cut}${start + EXCERPT < plain.length ? " …" : ""}`;
}

/** Returns the sections that hold all words of a question, those with a word in their heading first. */
export function searchDocs(pages: readonly DocPage[], question: string): DocHit[] {
  const words = squeezed(question.slice(0, LONGEST)).split(" ").filter(Boolean);
  const [first] = words;
  if (first === undefined) return [];
  const hits = pages.flatMap(({ slug, title, sections }) =>
    sections.flatMap(({ id, heading, text }) => {
      const all = squeezed(`${title} ${heading} ${text}`);
      if (!words.every((word) => all.includes(word))) return [];
      const rank = words.filter((word) => squeezed(heading).includes(word)).length;
      return [{ rank, hit: { slug, title, id, heading, excerpt: excerptOf(text, first) } }];
    }),
  );
  return hits
    .toSorted((one, other) => other.rank - one.rank)
    .slice(0, MOST_HITS)
    .map(({ hit }) => hit);
}
