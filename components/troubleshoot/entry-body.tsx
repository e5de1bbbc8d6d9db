import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { Code } from "@/components/ui/code";
import { REACTIONS, type Entry } from "@/lib/troubleshoot/define";

type Props = {
  entry: Entry;
  /** The level of its headings in the page's outline. */
  level: 2 | 4;
};

/** Everything that is known of an error: meaning, Electric's reaction, steps, source. */
export function EntryBody({ entry, level }: Props) {
  const { meaning, more, reaction, electric, steps, source } = entry;
  const Heading = level === 2 ? "h2" : "h4";
  const head = (text: string) => <Heading className="font-semibold">{text}</Heading>;
  return (
    <div className="grid grid-cols-1 gap-5">
      <div className="grid max-w-prose gap-2 wrap-anywhere">
        {head("What it means")}
        <p>{meaning}</p>
        {more !== undefined && (
          <Fold title="More">
            <p>{more}</p>
          </Fold>
        )}
      </div>
      <div className="grid max-w-prose justify-items-start gap-2 wrap-anywhere">
        {head("What Electric does")}
        <Badge>{REACTIONS[reaction]}</Badge>
        <p>{electric}</p>
      </div>
      <div className="grid min-w-0 grid-cols-1 gap-2">
        {head("What to do")}
        <ol className="grid min-w-0 list-decimal grid-cols-1 gap-3 pl-5">
          {steps.map(({ says, code }) => (
            <li key={says} className="min-w-0">
              <p className="max-w-prose wrap-anywhere">{says}</p>
              {code !== undefined && <Code code={code} what={nameOf(code)} className="mt-2" />}
            </li>
          ))}
        </ol>
      </div>
      <p className="text-sm text-faint wrap-anywhere">{source}</p>
    </div>
  );
}

/** Returns the word for a block of code, by its form. */
const nameOf = (code: string): string =>
  /^(?:[A-Z_]+=)/.test(code)
    ? "setting"
    : /^[A-Z_]+ /.test(code) && !code.startsWith("GET ")
      ? "SQL"
      : "text";

/** A text that is folded until it is asked for. */
export function Fold({ title, children }: { title: string; children: ReactNode }) {
  return (
    <details>
      <summary className="w-fit cursor-pointer text-muted hover:text-ink">{title}</summary>
      <div className="mt-2">{children}</div>
    </details>
  );
}
