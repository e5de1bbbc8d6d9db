/** Widths in px of characters of the app's face at 12 px and weight 600, each rounded up (measured in Chromium by e2e/the-gauge.spec.ts). */
const NARROW = /[iljt.,:;|!'’()[\]fr\- ]/;
const WIDE = /[mwMW@%—]/;
const CAPITAL = /[A-Z0-9_&#+=−÷]/;

function widthOf(character: string): number {
  if (NARROW.test(character)) return 5;
  if (WIDE.test(character)) return 12;
  if (CAPITAL.test(character)) return 9;
  // Neither Latin nor punctuation: as wide as it is high, or a little wider.
  return character > "\u024f" ? 14 : 7.6;
}

/** Returns no less than the width of a text at 12 px, in px: the server draws labels before any face is measured. */
export const textWidth = (text: string): number =>
  [...text].reduce((sum, character) => sum + widthOf(character), 0);

/** Returns a text of at most so many characters, with an ellipsis where it was longer. */
export function shortened(text: string, most: number): string {
  const characters = [...text];
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join("")}…`;
}
