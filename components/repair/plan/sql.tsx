import { Fragment, type ReactNode } from "react";
import { highlight, type TokenKind } from "@/lib/repair/plan/highlight";

const LOOKS: Record<TokenKind, string | undefined> = {
  keyword: "font-medium text-accent",
  name: undefined,
  string: "text-muted",
  number: "text-muted",
  comment: "text-faint",
  plain: undefined,
};

/** Letters that are read from right to left (Unicode 16, DerivedBidiClass: R and AL). */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** A name that is read from right to left must not change places with the one beside it: schema and table would be swapped. */
const isolated = (text: string): ReactNode =>
  RIGHT_TO_LEFT.test(text) ? <bdi dir="auto">{text}</bdi> : text;

/** SQL with its keywords, values and comments set apart. Status colours stay out of it. */
export function Sql({ text }: { text: string }) {
  return highlight(text).map(({ kind, text: piece }, at) =>
    LOOKS[kind] === undefined ? (
      <Fragment key={at}>{isolated(piece)}</Fragment>
    ) : (
      <span key={at} className={LOOKS[kind]}>
        {isolated(piece)}
      </span>
    ),
  );
}
