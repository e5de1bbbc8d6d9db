/** Known error as a list shows it: its page, its title, and the first line of its first sample. */
export type ListedError = { href: string; title: string; sample: string };
/** A part of the catalogue with errors of it. */
export type ListedPart = { title: string; errors: readonly ListedError[] };

/** Returns the parts that have errors with every word of a text, in what is listed of them; all parts for no word. Upper and lower case are one. */
export function searchParts(parts: readonly ListedPart[], text: string): ListedPart[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const has = ({ href, title, sample }: ListedError) => {
    const all = `${href} ${title} ${sample}`.toLowerCase();
    return words.every((word) => all.includes(word));
  };
  return parts
    .map(({ title, errors }) => ({ title, errors: errors.filter(has) }))
    .filter(({ errors }) => errors.length > 0);
}
