import type { RefObject } from "react";

/**
 * Moves the focus to the first field of a form that is wrong, once the next frame has drawn it. `before` gets that field first, such as
 * to open what it is folded in.
 */
export function focusFirstWrong(
  form: RefObject<HTMLFormElement | null>,
  before?: (field: HTMLElement) => void,
): void {
  requestAnimationFrame(() => {
    const wrong = form.current?.querySelector<HTMLElement>("[aria-invalid=true]");
    if (!wrong) return;
    before?.(wrong);
    wrong.focus();
  });
}
