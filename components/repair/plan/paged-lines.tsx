"use client";

import { useQueries } from "@tanstack/react-query";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { useLinesInSight, WindowedList } from "@/components/ui/windowed-list";
import { plain } from "@/lib/report/terminal";
import type { Lines } from "@/lib/repair/plan/brief";
import { PAGE, type PartAsked } from "@/lib/repair/plan/parts";
import { partQuery, useAllLines, usePart, usePartSource } from "./part-source";
import { Sql } from "./sql";
import { Statements } from "./statements";

type PartLinesProps = {
  lines: Lines;
  part: PartAsked;
  /** Kind of the lines, for the copy button and a screen reader: "SQL of step 3". */
  what: string;
  /** The reader opened what holds them: the rest is read. */
  open: boolean;
};

/** SQL of a list of a plan: what the page holds, and the rest in pages once it is opened. */
export function PartStatements({ lines, part, what, open }: PartLinesProps) {
  if (lines.count === lines.first.length && !lines.clipped)
    return <Statements statements={lines.first} what={what} />;
  if (!open) return <FirstStatements lines={lines} part={part} what={what} />;
  return lines.count <= PAGE ? (
    <OnePage lines={lines} part={part} what={what} />
  ) : (
    <Pages count={lines.count} part={part} what={what} isSql />
  );
}

/** Words of a list of a plan, a line each; beyond what the page holds they are read in pages. */
export function PartWords({ lines, part, what, open }: PartLinesProps) {
  if (!open || (lines.count === lines.first.length && !lines.clipped))
    return (
      <ul className="grid gap-0.5">
        {lines.first.map((line, at) => (
          <li key={at} className="wrap-anywhere">
            {line}
          </li>
        ))}
        {lines.count > lines.first.length && (
          <li className="text-muted">and {(lines.count - lines.first.length).toLocaleString("en")} more</li>
        )}
      </ul>
    );
  return <Pages count={lines.count} part={part} what={what} />;
}

type ListProps = Omit<PartLinesProps, "open">;

function FirstStatements({ lines, part, what }: ListProps) {
  const all = useAllLines(part);
  return <Statements statements={lines.first} what={what} copy={async () => asScript(await all())} />;
}

const asScript = (statements: readonly string[]): string =>
  statements.map((statement) => `${statement};\n`).join("");

/** Statements that fit one page: read whole once they are looked at. */
function OnePage({ lines, part, what }: ListProps) {
  const { data, isError, refetch } = usePart(part);
  if (isError) return <NotRead onAgain={() => void refetch()} />;
  return data === undefined ? (
    <FirstStatements lines={lines} part={part} what={what} />
  ) : (
    <Statements statements={data.lines} what={what} />
  );
}

type PagesProps = { count: number; part: PartAsked; what: string; isSql?: boolean };

/** A list of any length: only the pages in sight are read, and only the lines in sight are drawn. */
function Pages({ count, part, what, isSql = false }: PagesProps) {
  const source = usePartSource();
  const all = useAllLines(part);
  const { list, start, end, rowPx } = useLinesInSight(count);
  const first = Math.floor(start / PAGE);
  const pages = useQueries({
    queries: Array.from({ length: Math.max(1, Math.ceil(end / PAGE) - first) }, (_, at) =>
      partQuery(source, { ...part, from: (first + at) * PAGE }),
    ),
  });
  const lineOf = (at: number): string | undefined =>
    pages[Math.floor(at / PAGE) - first]?.data?.lines[at % PAGE];
  const failed = pages.filter(({ isError }) => isError);
  return (
    <div className="grid min-w-0 gap-2">
      <div className="flex min-w-0 items-start rounded-md border border-line bg-sunken">
        <WindowedList
          list={list}
          start={start}
          end={end}
          rowPx={rowPx}
          count={count}
          label={what}
          className="h-80 min-w-0 flex-1"
          listClassName={isSql ? "font-mono text-sm" : "text-sm"}
          lineClassName="left-0 whitespace-pre"
          draw={(at) => <Line text={lineOf(at)} isSql={isSql} />}
        />
        <CopyButton
          text={async () => (isSql ? asScript(await all()) : (await all()).join("\n"))}
          what={what}
          className="m-1 px-2"
        />
      </div>
      {failed.length > 0 && <NotRead onAgain={() => failed.forEach(({ refetch }) => void refetch())} />}
    </div>
  );
}

function Line({ text, isSql }: { text: string | undefined; isSql: boolean }) {
  if (text === undefined) return <span className="text-faint">…</span>;
  return isSql ? <Sql text={`${plain(text)};`} /> : plain(text);
}

function NotRead({ onAgain }: { onAgain: () => void }) {
  return (
    <p role="alert" className="flex flex-wrap items-center gap-2 text-sm text-fail">
      The rest could not be read.
      <Button size="sm" onClick={onAgain}>
        Try again
      </Button>
    </p>
  );
}
