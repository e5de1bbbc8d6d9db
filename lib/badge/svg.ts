import { BADGE_COLOURS, type Badge } from "./badge";

/** Advance widths of Verdana at 11 px, in tenths of a px, for the characters 32 to 126; every other is taken as the widest. */
const WIDTHS = [
  39, 43, 50, 90, 70, 118, 80, 30, 50, 50, 70, 90, 40, 50, 40, 50, 70, 70, 70, 70, 70, 70, 70, 70, 70, 70, 50,
  50, 90, 90, 90, 60, 110, 75, 75, 77, 85, 70, 63, 85, 83, 46, 50, 76, 61, 93, 82, 87, 66, 87, 76, 75, 68, 81,
  75, 109, 75, 68, 75, 50, 50, 50, 90, 70, 70, 66, 69, 57, 69, 66, 39, 69, 70, 30, 38, 65, 30, 107, 70, 67,
  69, 69, 47, 57, 43, 70, 65, 90, 65, 65, 58, 70, 50, 70, 90,
];
const WIDEST = 118;
const PAD = 5;
const HEIGHT = 20;

/** Returns the width of a text in Verdana at 11 px, px. The SVG states it too, so that another face is fitted to it. */
export const badgeTextWidth = (text: string): number =>
  [...text].reduce((sum, character) => {
    const code = character.codePointAt(0) ?? 0;
    return sum + (WIDTHS[code - 32] ?? WIDEST);
  }, 0) / 10;

const ESCAPES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

/** Characters that XML 1.0 (2.2) does not have, and those that change how a line reads. */
const UNFIT =
  /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufdd0-\ufdef\ufeff\ufffe\uffff\u{e0000}-\u{e007f}]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/gu;

const fit = (text: string): string => text.replace(UNFIT, "\ufffd");
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign);

/** Returns a badge as an SVG that asks for nothing: no font, no style sheet, no script. */
export function badgeSvg(badge: Badge): string {
  const [label, message] = [fit(badge.label), fit(badge.message)];
  const [left, right] = [label, message].map((text) => Math.ceil(badgeTextWidth(text)) + 2 * PAD);
  const width = (left ?? 0) + (right ?? 0);
  const says = escaped(`${label}: ${message}`);
  const text = (at: number, words: string) =>
    `<text x="${at + PAD}" y="14" textLength="${Math.ceil(badgeTextWidth(words))}" lengthAdjust="spacingAndGlyphs">${escaped(words)}</text>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${HEIGHT}" role="img" aria-label="${says}">`,
    `<title>${says}</title>`,
    `<clipPath id="r"><rect width="${width}" height="${HEIGHT}" rx="3"/></clipPath>`,
    `<g clip-path="url(#r)"><rect width="${left}" height="${HEIGHT}" fill="#333b44"/><rect x="${left}" width="${right}" height="${HEIGHT}" fill="${BADGE_COLOURS[badge.state]}"/></g>`,
    `<g fill="#fff" font-family="Verdana,Geneva,DejaVu Sans,sans-serif" font-size="11">${text(0, label)}${text(left ?? 0, message)}</g>`,
    `</svg>\n`,
  ].join("");
}
