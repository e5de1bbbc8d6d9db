/** A stretch of the source as a range of character offsets: [from, to). */
export type Range = readonly [from: number, to: number];

/** Text taken out of a source, unescaped or not; `spans[i]` is the stretch of the source that character i stands for. */
export type Excerpt = { readonly text: string; readonly spans: readonly Range[] };

/** Returns the whole source as an excerpt of itself. */
export function excerptOf(source: string): Excerpt {
  return { text: source, spans: Array.from({ length: source.length }, (_, at) => [at, at + 1]) };
}

/** Returns the characters from one offset to another. */
export function sliceOf({ text, spans }: Excerpt, from: number, to: number = text.length): Excerpt {
  return { text: text.slice(from, to), spans: spans.slice(from, to) };
}

/** Returns the excerpt without white space at both ends. */
export function trimmed(excerpt: Excerpt): Excerpt {
  const from = excerpt.text.length - excerpt.text.trimStart().length;
  return sliceOf(excerpt, from, Math.max(from, excerpt.text.trimEnd().length));
}

/** Returns an excerpt after some text that stands nowhere in the source. */
export function withPrefix(prefix: string, { text, spans }: Excerpt): Excerpt {
  return { text: prefix + text, spans: [...Array.from(prefix, (): Range => [0, 0]), ...spans] };
}

/** Returns the stretch of the source that an excerpt came from; null for an empty one. */
export function sourceRange({ spans }: Excerpt): Range | null {
  const [first, last] = [spans[0], spans.at(-1)];
  return first === undefined || last === undefined ? null : [first[0], last[1]];
}

/** Returns the excerpt made of the characters at some offsets of another. */
export function pickedFrom({ text, spans }: Excerpt, offsets: readonly number[]): Excerpt {
  return {
    text: offsets.map((at) => text.charAt(at)).join(""),
    spans: offsets.flatMap((at) => [spans[at] ?? [0, 0]]),
  };
}

/** Returns the excerpt with each match of an escape replaced by the text that it stands for, of at most one character. */
export function unescaped(excerpt: Excerpt, escape: RegExp, meaning: (match: string) => string): Excerpt {
  const text: string[] = [];
  const spans: Range[] = [];
  let at = 0;
  const copyUntil = (end: number) => {
    text.push(excerpt.text.slice(at, end));
    spans.push(...excerpt.spans.slice(at, end));
  };
  for (const { 0: match, index } of excerpt.text.matchAll(escape)) {
    copyUntil(index);
    at = index + match.length;
    const range = sourceRange(sliceOf(excerpt, index, at));
    const char = meaning(match);
    text.push(char);
    if (range !== null && char !== "") spans.push(range);
  }
  copyUntil(excerpt.text.length);
  return { text: text.join(""), spans };
}
