"use client";

import { Download } from "lucide-react";
import { api } from "@/components/api/client";
import { buttonStyle } from "@/components/ui/button-style";
import { CopyButton } from "@/components/ui/copy-button";
import { addressOf } from "@/lib/api/endpoint";
import { reportEndpoint } from "@/lib/api/report";
import { supportBundleEndpoint } from "@/lib/api/support-bundle";

const FORMATS = [
  { format: "markdown", label: "Markdown" },
  { format: "json", label: "JSON" },
] as const;

/** The report of the latest visit, to download and to copy. */
export function ReportMenu({ databaseId }: { databaseId: string }) {
  return (
    <div role="group" aria-label="Report" className="flex flex-wrap items-center gap-2">
      {FORMATS.map(({ format, label }) => {
        const call = { params: { id: databaseId }, query: { format } };
        const address = addressOf(reportEndpoint, call);
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
              text={() => api.text(reportEndpoint, call)}
              what={`report as ${label}`}
              variant="secondary"
              className="-ml-px rounded-l-none px-2"
            />
          </span>
        );
      })}
      <a
        href={addressOf(supportBundleEndpoint, { params: { id: databaseId }, query: {} })}
        download
        title="Findings, versions, settings, budget and runs; every name is replaced"
        className={buttonStyle("secondary", "sm")}
      >
        <Download aria-hidden className="size-4" />
        Support bundle
      </a>
    </div>
  );
}
