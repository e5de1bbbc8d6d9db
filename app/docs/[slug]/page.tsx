import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { DocSearch } from "@/components/docs/search-form";
import { DocTokens } from "@/components/docs/tokens";
import { docPages } from "@/server/docs/files";

type Props = { params: Promise<{ slug: string }> };

const pageOf = async ({ params }: Props) => {
  const { slug } = await params;
  const pages = await docPages();
  return { page: pages.find((one) => one.slug === slug), slugs: new Set(pages.map((one) => one.slug)) };
};

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { page } = await pageOf(props);
  return { title: page === undefined ? "Not found" : `${page.title} · Documentation` };
}

/** A page of the documentation, from its file. */
export default async function DocPage(props: Props) {
  const { page, slugs } = await pageOf(props);
  if (page === undefined) notFound();
  return (
    <>
      <DocSearch question="" />
      <article className="grid min-w-0 grid-cols-1 gap-3">
        <DocTokens tokens={page.tokens} slugs={slugs} />
      </article>
    </>
  );
}
