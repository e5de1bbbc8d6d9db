"use client";

import { useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { useLinesInSight, WINDOWED_FROM, WindowedList } from "@/components/ui/windowed-list";
import { plain, plainSql } from "@/lib/report/terminal";
import { Sql } from "./sql";

/** Up to here all of a step's statements are drawn; beyond it the first ten, and all when they are asked for. */
const WHOLE = 20;
const FIRST = 10;

type StatementsProps = {
  statements: readonly string[];
  /** Kind of the statements, for the copy button and a screen reader: "SQL of step 3". */
  what: string;
  /** Reads all of them for a copy, where these are only the first. */
  copy?: () => Promise<string>;
};

/** SQL that can be read and copied; long lines scroll inside it, and 10,000 statements cost no more than a window of them. */
export function Statements({ statements, what, copy }: StatementsProps) {
  const [all, setAll] = useState(false);
  const frame = useRef<HTMLDivElement>(null);
  // The button goes with its press: who pressed it by keyboard is taken to what it showed.
  const showAll = () => {
    setAll(true);
    requestAnimationFrame(() => frame.current?.querySelector<HTMLElement>("[role=group]")?.focus());
  };
  const cut = statements.length > WHOLE && !all;
  const shown = cut ? statements.slice(0, FIRST) : statements;
  return (
    <div className="grid min-w-0 gap-2">
      <div ref={frame} className="flex min-w-0 items-start rounded-md border border-line bg-sunken">
        {shown.length < WINDOWED_FROM ? (
          <Plain statements={shown} what={what} />
        ) : (
          <Virtual statements={shown} what={what} />
        )}
        <CopyButton
          text={copy ?? (() => Promise.resolve(statements.map((statement) => `${statement};\n`).join("")))}
          what={what}
          className="m-1 px-2"
        />
      </div>
      {cut && (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <Button size="sm" onClick={showAll}>
            Show all {statements.length.toLocaleString("en")} statements
          </Button>
          <span className="text-sm text-muted">The first {FIRST} are shown; a copy has all.</span>
        </div>
      )}
    </div>
  );
}

function Plain({ statements, what }: StatementsProps) {
  return (
    <pre
      tabIndex={0}
      role="group"
      aria-label={what}
      className="max-h-80 min-w-0 flex-1 overflow-auto p-3 font-mono text-sm whitespace-pre"
    >
      <code>
        <Sql text={statements.flatMap((statement) => plainSql(`${statement};`, "the copy")).join("\n")} />
      </code>
    </pre>
  );
}

function Virtual({ statements, what }: StatementsProps) {
  const { list, ...inSight } = useLinesInSight(statements.length);
  return (
    <WindowedList
      list={list}
      {...inSight}
      count={statements.length}
      label={what}
      className="h-80 min-w-0 flex-1"
      lineClassName="left-0 whitespace-pre"
      draw={(at) => <Sql text={`${plain(statements[at] ?? "")};`} />}
    />
  );
}
