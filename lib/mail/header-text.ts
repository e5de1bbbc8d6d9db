/**
 * Returns a text as one header line takes it: line breaks, control, format and separator characters become one space, so that no name
 * adds a header. A longer text than `most` characters ends with "…".
 */
export function headerText(text: string, most = 200): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\s]+/gu, " ").trim();
  const characters = Array.from(line);
  return characters.length <= most ? line : `${characters.slice(0, most - 1).join("")}…`;
}
