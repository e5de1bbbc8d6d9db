"use client";

import { Download } from "lucide-react";
import { buttonStyle } from "@/components/ui/button-style";
import { CopyButton } from "@/components/ui/copy-button";

const FORMATS = [
  { format: "markdown", label: "Markdown" },
  { format: "json", label: "JSON" },
] as const;

async function read(address: string): Promise<string> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`Headroom's own server answered ${response.status}.`);
  return response.text();
}

/** The report of the latest visit, to download and to copy. */
export function ReportMenu({ databaseId }: { databaseId: string }) {
  return (
    <div role="group" aria-label="Report" className="flex flex-wrap items-center gap-2">
      {FORMATS.map(({ format, label }) => {
        const address = `/api/databases/${databaseId}/report?format=${format}`;
        return (
          <span key={format} className="flex">
            <a
              href={address}
              download
              title={`Download the report as ${label}`}
              className={buttonStyle("secondary", "sm", "rounded-r-none")}
            >
              <Download aria-hidden className="size-4" />
              {label}
            </a>
            <CopyButton
              text={() => read(address)}
              what={`report as ${label}`}
              variant="secondary"
              className="-ml-px rounded-l-none px-2"
            />
          </span>
        );
      })}
    </div>
  );
}
