/** Returns a text as a template literal of JavaScript that is the text itself, line breaks and all. */
export const templateLiteral = (text: string): string =>
  `\`${text.replaceAll("\\", "\\\\").replaceAll("`", "\\`").replaceAll("${", "\\${").replaceAll("\r", "\\r")}\``;
