"use client";

import { Download } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { saveText } from "@/components/ui/download-button";
import { fallback } from "@/lib/log/unlogged";
import { useAllLines } from "./part-source";

/** The whole plan as one script for psql, to copy and to save. */
export function ScriptButtons() {
  const lines = useAllLines({ list: "script" });
  const script = async () => (await lines()).join("\n");
  const [problem, setProblem] = useState(false);
  const [pending, setPending] = useState(false);
  const save = async () => {
    setPending(true);
    const text = await script().catch(fallback(null, "the page says that the script could not be read"));
    setPending(false);
    setProblem(text === null);
    if (text !== null) saveText("plan.sql", text);
  };
  return (
    <div className="flex flex-wrap items-center gap-2">
      {problem && (
        <span role="alert" className="text-sm text-fail">
          The script could not be read. Try again.
        </span>
      )}
      <CopyButton text={script} what="plan as a script for psql" label="Copy as a script" />
      <Button size="sm" pending={pending} pendingText="Reading" onClick={() => void save()}>
        <Download aria-hidden className="size-4" />
        Download
      </Button>
    </div>
  );
}
