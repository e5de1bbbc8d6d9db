import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { EntryBody } from "@/components/troubleshoot/entry-body";
import { EntryChecks } from "@/components/troubleshoot/entry-checks";
import { SampleList } from "@/components/troubleshoot/sample-list";
import { LinkButton } from "@/components/ui/link-button";
import { checkOf } from "@/lib/checks";
import { entries, entryOf, errorPath } from "@/lib/troubleshoot/entries";

type Props = { params: Promise<{ slug: string }> };

export const dynamicParams = false;

/** Returns every slug: any other is not found. */
export const generateStaticParams = (): { slug: string }[] => entries.map(({ slug }) => ({ slug }));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const entry = entryOf((await params).slug);
  return entry === undefined
    ? { title: "Not found" }
    : { title: `${entry.title}: meaning and fix`, description: entry.meaning };
}

/** A known error: its texts, its meaning, Electric's reaction, the steps, and the checks that find it. */
export default async function ErrorPage({ params }: Props) {
  const entry = entryOf((await params).slug);
  if (entry === undefined) notFound();
  const checks = entry.checks.flatMap((id) => checkOf(id) ?? []);
  return (
    <article className="grid grid-cols-1 gap-6">
      <link rel="canonical" href={errorPath(entry.slug)} />
      <div className="grid grid-cols-1 gap-3">
        <h1 className="text-xl font-semibold wrap-anywhere">{entry.title}</h1>
        <SampleList entry={entry} />
      </div>
      <EntryBody entry={entry} level={2} />
      <EntryChecks checks={checks.map(({ id, title }) => ({ id, title }))} />
      <LinkButton href={`/troubleshoot?error=${entry.slug}`} variant="primary" className="justify-self-start">
        Check it on my database
      </LinkButton>
    </article>
  );
}
