import { pickedFrom, type Excerpt } from "./excerpt";

/** A word of a shell's command line, with its quotes taken away; `isOperator` for `|`, `&&`, `;` and redirections. */
export type Word = Excerpt & { readonly isOperator: boolean };

/** `isClosed`: the last character was the closing quote of a part of the word. */
type State = { quote: '"' | "'" | null; offsets: number[]; isWord: boolean; isClosed: boolean };

/** Within double quotes a backslash escapes only these (POSIX, Shell Command Language 2.2.3). */
const ESCAPED_IN_QUOTES = /["\\$`\n]/;

/** Returns whether the backslash at an offset escapes the next character. */
function escapeAt({ text }: Excerpt, at: number, { quote }: State): boolean {
  if (text[at] !== "\\" || quote === "'" || at + 1 >= text.length) return false;
  return quote === null || ESCAPED_IN_QUOTES.test(text.charAt(at + 1));
}

/** Returns whether an operator ends the word before it: behind a closing quote, or `;` and `&&` before white space. */
const endsWord = ({ text }: Excerpt, at: number, { isClosed }: State): boolean =>
  isClosed ? /^(?:;|&&|\|)/.test(text.slice(at, at + 2)) : /^(?:;|&&)\s/.test(text.slice(at, at + 3));

/**
 * Splits a command line as a POSIX shell does, without any expansion. An open quote goes on to the end, and an operator
 * amid a word is a character of that word: an unquoted password is read as it was meant.
 */
export function wordsOf(excerpt: Excerpt): Word[] {
  const words: Word[] = [];
  const state: State = { quote: null, offsets: [], isWord: false, isClosed: false };
  const end = (isOperator = false) => {
    if (state.isWord) words.push({ ...pickedFrom(excerpt, state.offsets), isOperator });
    Object.assign(state, { offsets: [], isWord: false });
  };
  for (let at = 0; at < excerpt.text.length; at += 1) {
    const char = excerpt.text.charAt(at);
    if (state.quote === null && state.isWord && endsWord(excerpt, at, state)) end();
    const wasClosed = char === state.quote;
    if (escapeAt(excerpt, at, state)) {
      at += 1;
      // A backslash before the end of a line, of either kind, continues the line.
      if (/\r|\n/.test(excerpt.text.charAt(at))) continue;
      state.offsets.push(at);
      state.isWord = true;
    } else if (char === state.quote) state.quote = null;
    else if (state.quote === null && (char === '"' || char === "'")) {
      state.quote = char;
      state.isWord = true;
    } else if (state.quote === null && /\s/.test(char)) end();
    else if (state.quote === null && !state.isWord && /[|<>;&]/.test(char)) {
      end();
      state.offsets.push(at);
      state.isWord = true;
      end(true);
    } else {
      state.offsets.push(at);
      state.isWord = true;
    }
    state.isClosed = wasClosed;
  }
  end();
  return words;
}
