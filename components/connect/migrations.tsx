"use client";

import { useState } from "react";
import { Term } from "@/components/ui/term";
import { Tabs } from "@/components/ui/tabs";
import { TOOL_IDS, TOOLS, type ToolId } from "@/lib/connect/migrations";
import type { Publishing } from "@/lib/connect/migrations/publishing";
import { UnwritableValue } from "@/lib/connect/quoting";
import { count } from "@/lib/text/words";
import { FileView } from "./file-view";

type MigrationsProps = {
  /** A sentence where there is nothing to write; null before the first check run. */
  publishing: Publishing | string | null;
  /** ISO time that stands in the names of the files. */
  at: string;
  /** The target's strategy is manual, so that this is needed. */
  isManual: boolean;
};

const TABS = TOOL_IDS.map((id) => ({ id, label: TOOLS[id].title }));

/** Returns the files of a tool, or why there are none. */
function filesOf(tool: ToolId, publishing: Publishing, at: string) {
  try {
    return TOOLS[tool].files(publishing, new Date(at));
  } catch (error) {
    if (!(error instanceof UnwritableValue)) throw error;
    return error.message;
  }
}

/** Manual publishing as a migration of the application itself; folded where Electric publishes the tables. */
export function Migrations({ publishing, at, isManual }: MigrationsProps) {
  const [tool, setTool] = useState<ToolId>("sql");
  return (
    <details open={isManual} className="min-w-0 rounded-md border border-line bg-surface">
      <summary className="cursor-pointer px-4 py-3">
        <span className="font-semibold">Publish tables by migration</span>{" "}
        <span className="text-sm text-muted">
          {isManual
            ? "Electric alters no table: your migrations publish them."
            : "Not needed: Electric publishes tables itself."}
        </span>
      </summary>
      {publishing === null || typeof publishing === "string" ? (
        <p className="border-t border-line p-4 text-muted">
          {publishing ?? "Check the database first: its tables are not known."}
        </p>
      ) : (
        <Tabs label="Migration tool" name="migration" tabs={TABS} selected={tool} onSelect={setTool}>
          <Files tool={tool} publishing={publishing} at={at} />
        </Tabs>
      )}
    </details>
  );
}

function Files({ tool, publishing, at }: { tool: ToolId; publishing: Publishing; at: string }) {
  const files = filesOf(tool, publishing, at);
  return (
    <div className="grid min-w-0 grid-cols-1 gap-4 p-4">
      <p className="text-sm text-muted">
        {count(publishing.tables, "table")} in the <Term of="publication">publication</Term>{" "}
        <span className="font-mono wrap-anywhere">{publishing.publication}</span>. It fails loudly and can be
        run again. {TOOLS[tool].notes.join(" ")}
      </p>
      {publishing.left.map((sentence) => (
        <p key={sentence} className="text-sm text-warn wrap-anywhere">
          {sentence}
        </p>
      ))}
      {typeof files === "string" ? (
        <p className="text-fail">{files}</p>
      ) : (
        files.map(({ name, text }) => (
          <FileView key={name} name={name} says={null} shown={text} text={text} />
        ))
      )}
    </div>
  );
}
