import type { Metadata } from "next";
import Link from "next/link";
import { DocSearch } from "@/components/docs/search-form";
import { DocTokens } from "@/components/docs/tokens";
import { docPath, INDEX } from "@/lib/docs/link";
import { searchDocs, type DocHit } from "@/lib/docs/search";
import { count } from "@/lib/text/words";
import { docPages } from "@/server/docs/files";

type Props = { searchParams: Promise<{ q?: string | string[] }> };

const questionOf = ({ q }: { q?: string | string[] }): string => (typeof q === "string" ? q.trim() : "");

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const question = questionOf(await searchParams);
  return { title: question === "" ? "Documentation" : `“${question}” in the documentation` };
}

function Hits({ hits, question }: { hits: readonly DocHit[]; question: string }) {
  return (
    <>
      <h1 className="text-xl font-semibold wrap-anywhere">
        {count(hits.length, "section")} with “{question}”
      </h1>
      {hits.length === 0 && (
        <p className="text-muted">No section has all of these words. Try fewer of them.</p>
      )}
      <ul className="grid gap-3">
        {hits.map(({ slug, title, id, heading, excerpt }) => (
          <li key={`${slug}#${id}`} className="min-w-0">
            <Link
              href={`${docPath(slug)}${id === "" ? "" : `#${id}`}`}
              className="text-accent underline underline-offset-2"
            >
              {heading === title ? title : `${title}: ${heading}`}
            </Link>
            <p className="text-sm text-muted wrap-anywhere">{excerpt}</p>
          </li>
        ))}
      </ul>
    </>
  );
}

/** The index of the documentation, or the sections that answer a question. */
export default async function DocsPage({ searchParams }: Props) {
  const question = questionOf(await searchParams);
  const pages = await docPages();
  const index = pages.find(({ slug }) => slug === INDEX);
  const slugs = new Set(pages.map(({ slug }) => slug));
  return (
    <>
      <DocSearch question={question} />
      {question !== "" ? (
        <Hits hits={searchDocs(pages, question)} question={question} />
      ) : index === undefined ? (
        <h1 className="text-xl font-semibold">The documentation is not installed here</h1>
      ) : (
        <DocTokens tokens={index.tokens} slugs={slugs} />
      )}
    </>
  );
}
