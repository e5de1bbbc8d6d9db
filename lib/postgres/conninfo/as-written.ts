import { trimmed, unescaped, type Excerpt } from "./excerpt";

/** Characters without a width that pages and chats put around and into what is copied; a joiner is part of words and stays. */
const INVISIBLE = /[\u200b\u2060\ufeff]/g;

/** A typographic quote before an address, and one at the end of a line, as word processors and chats set them. */
const TYPOGRAPHIC = /[“”„‘’](?=(?:jdbc:)?postgres)|(?<=\S)[“”‘’](?=\s*[;,]?\s*(?:$|[\r\n]))/g;
const OPENS_TYPOGRAPHIC = /[“”„‘’](?=(?:jdbc:)?postgres)/;

/** An address that was percent-encoded whole, as the value of another address's parameter. */
const ENCODED = /^["']?(?:jdbc%3a)?postgres(?:ql)?%3a%2f%2f/i;
/** Escapes of ASCII alone: any other byte is one of the address's own. */
const ASCII_ESCAPE = /%[0-7][0-9a-f]/gi;

/** An address within XML or HTML. */
const AMPERSAND = /&amp;(?=[\w.]{1,60}=)/g;

/** JSON that is itself a JSON string, such as a secret that a command printed. */
const NESTED_JSON = /^"?\s*\{\s*\\"/;
const NESTED_ESCAPE = /\\["\\/]/g;

/** Returns a pasted text as it was before what lies between its author and us changed it. */
export function asWritten(excerpt: Excerpt): Excerpt {
  let text = unescaped(excerpt, INVISIBLE, () => "");
  const start = trimmed(text).text;
  if (OPENS_TYPOGRAPHIC.test(start)) text = unescaped(text, TYPOGRAPHIC, () => '"');
  if (ENCODED.test(start))
    text = unescaped(text, ASCII_ESCAPE, (escape) => String.fromCharCode(parseInt(escape.slice(1), 16)));
  if (start.includes("://")) text = unescaped(text, AMPERSAND, () => "&");
  if (!NESTED_JSON.test(start)) return text;
  const whole = trimmed(unescaped(text, NESTED_ESCAPE, (escape) => escape.slice(1)));
  return unescaped(whole, /^"|"$/g, () => "");
}
