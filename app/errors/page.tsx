import type { Metadata } from "next";
import { KnownErrors } from "@/components/troubleshoot/known-errors";
import { entries } from "@/lib/troubleshoot/entries";
import { listedParts } from "@/lib/troubleshoot/listed";

export const metadata: Metadata = {
  title: "Known errors of Electric and Postgres",
  description:
    "Error messages of the Electric sync service, Postgres, poolers and providers: what each means, what Electric does then, and what to do.",
};

/** Every known error by its part; the parts open without a script, too. */
export default function ErrorsPage() {
  return (
    <>
      <link rel="canonical" href="/errors" />
      <div className="grid gap-1">
        <h1 className="text-xl font-semibold">Known errors of Electric and Postgres</h1>
        <p className="text-muted">
          {entries.length} errors: what each means, what Electric does then, what to do.
        </p>
      </div>
      <KnownErrors parts={listedParts()} />
    </>
  );
}
