import type { Metadata } from "next";
import Link from "next/link";
import { AREAS, entries, errorPath } from "@/lib/troubleshoot/entries";

export const metadata: Metadata = {
  title: "Known errors of Electric and Postgres",
  description:
    "Error messages of the Electric sync service, Postgres, poolers and providers: what each means, what Electric does then, and what to do.",
};

/** Every known error by its part. */
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
      {AREAS.map(({ title, entries: some }) => (
        <section key={title} className="grid grid-cols-1 gap-2">
          <h2 className="font-semibold">{title}</h2>
          <ul className="grid grid-cols-1 rounded-md border border-line bg-surface">
            {some.map(({ slug, title: name, samples: [sample] }) => (
              <li key={slug} className="min-w-0 border-b border-line last:border-b-0">
                <Link href={errorPath(slug)} className="block px-4 py-2 hover:bg-canvas">
                  <span className="block font-medium text-accent">{name}</span>
                  <span className="block truncate font-mono text-sm text-muted">{sample.split("\n")[0]}</span>
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}
