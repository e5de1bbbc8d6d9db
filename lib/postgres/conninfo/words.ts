import { pickedFrom, type Excerpt } from "./excerpt";

/** A word of a shell's command line, with its quotes taken away; `isOperator` for `|`, `&&`, `;` and redirections. */
export type Word = Excerpt & { readonly isOperator: boolean };

type State = { quote: '"' | "'" | null; offsets: number[]; isWord: boolean };

/** Within double quotes a backslash escapes only these (POSIX, Shell Command Language 2.2.3). */
const ESCAPED_IN_QUOTES = /["\\$`\n]/;

/** Returns whether the backslash at an offset escapes the next character. */
function escapeAt({ text }: Excerpt, at: number, { quote }: State): boolean {
  if (text[at] !== "\\" || quote === "'" || at + 1 >= text.length) return false;
  return quote === null || ESCAPED_IN_QUOTES.test(text.charAt(at + 1));
}

/**
 * Splits a command line as a POSIX shell does, without any expansion. An open quote goes on to the end, and an operator
 * within a word is a character of that word: an unquoted password is read as it was meant.
 */
export function wordsOf(excerpt: Excerpt): Word[] {
  const words: Word[] = [];
  const state: State = { quote: null, offsets: [], isWord: false };
  const end = (isOperator = false) => {
    if (state.isWord) words.push({ ...pickedFrom(excerpt, state.offsets), isOperator });
    Object.assign(state, { offsets: [], isWord: false });
  };
  for (let at = 0; at < excerpt.text.length; at += 1) {
    const char = excerpt.text.charAt(at);
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
  }
  end();
  return words;
}
