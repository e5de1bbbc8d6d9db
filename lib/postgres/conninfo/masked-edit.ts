/**
 * Returns the text behind a masked field after an edit of what it shows. `shown` and `text` are equally long, and
 * `caret` stands where the edit ended, which tells one masked character from the next.
 */
export function applyMaskedEdit(text: string, shown: string, edited: string, caret: number): string {
  const after = Math.min(edited.length - caret, shown.length);
  const longest = Math.min(caret, shown.length - after);
  let before = 0;
  while (before < longest && shown[before] === edited[before]) before += 1;
  return (
    text.slice(0, before) + edited.slice(before, edited.length - after) + text.slice(text.length - after)
  );
}
