import { highlight, type TokenKind } from "@/lib/plan/highlight";

const LOOKS: Record<TokenKind, string | undefined> = {
  keyword: "font-medium text-accent",
  name: undefined,
  string: "text-muted",
  number: "text-muted",
  comment: "text-faint",
  plain: undefined,
};

/** SQL with its keywords, values and comments set apart. Status colours stay out of it. */
export function Sql({ text }: { text: string }) {
  return highlight(text).map(({ kind, text: piece }, at) =>
    LOOKS[kind] === undefined ? (
      piece
    ) : (
      <span key={at} className={LOOKS[kind]}>
        {piece}
      </span>
    ),
  );
}
