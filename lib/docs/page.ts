import { Marked, type Token, type Tokens } from "marked";

/** A part of a page: its heading, and the text below it up to the next one. */
export type DocSection = { id: string; heading: string; text: string };

/** A documentation page, as it is displayed and searched. */
export type DocPage = { slug: string; title: string; tokens: Token[]; sections: DocSection[] };

const reader = new Marked({ gfm: true });

/** Returns an id for a heading, as GitHub makes it, so that links between the files lead to the same place. */
export const headingId = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .trim()
    .replace(/\s/g, "-");

const isHeading = (token: Token): token is Tokens.Heading => token.type === "heading";

/** Returns the plain text of a token, without its marks; a table gives its cells. */
function textOf(token: Token): string {
  if (token.type === "table") {
    const { header, rows }: { header: Tokens.TableCell[]; rows: Tokens.TableCell[][] } =
      token as Tokens.Table;
    return [header, ...rows].map((cells) => cells.map(({ tokens }) => joined(tokens)).join(" ")).join(" ");
  }
  if (token.type === "list")
    return (token as Tokens.List).items.map(({ tokens }) => joined(tokens)).join(" ");
  if ("tokens" in token && token.tokens !== undefined) return joined(token.tokens);
  return "text" in token ? String(token.text) : "";
}

const joined = (tokens: readonly Token[]): string => tokens.map(textOf).join("");

/** Returns the plain text of a heading or paragraph. */
export const plainOf = (token: Token): string => textOf(token);

function sectionsOf(title: string, tokens: readonly Token[]): DocSection[] {
  const sections: DocSection[] = [{ id: "", heading: title, text: "" }];
  for (const token of tokens) {
    if (isHeading(token) && token.depth > 1)
      sections.push({ id: headingId(textOf(token)), heading: textOf(token), text: "" });
    const last = sections.at(-1);
    if (last !== undefined && !isHeading(token)) last.text += ` ${textOf(token)}`;
  }
  return sections;
}

/** Reads a Markdown file as a page. HTML in it is text like any other: nothing is ever passed on as HTML. */
export function docPage(slug: string, markdown: string): DocPage {
  const tokens: Token[] = reader.lexer(markdown);
  const heading = tokens.find(isHeading);
  const title = heading === undefined ? slug : textOf(heading);
  return { slug, title, tokens, sections: sectionsOf(title, tokens) };
}
