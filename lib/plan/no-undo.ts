import type { Step } from "./schema";

/** Returns why statements of a step have no undo, as a sentence that goes on after a colon. */
export const whyNoUndo = ({ changes }: Pick<Step, "changes">): string =>
  changes.some(({ kind }) => kind === "slot")
    ? "a slot has no way back to its old position; Electric makes it anew and serves every shape anew."
    : "the old password is not known.";
