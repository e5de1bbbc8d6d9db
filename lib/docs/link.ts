/** Slug of the page that lists the others: docs/README.md. */
export const INDEX = "README";

/** Returns the address of a documentation page. */
export const docPath = (slug: string): string => (slug === INDEX ? "/docs" : `/docs/${slug}`);

/**
 * Returns where a link of a documentation file leads in the product: another page, a place on this one, or an address of the web. Null for
 * a file of the source, which the product does not serve.
 */
export function docHref(href: string, slugs: ReadonlySet<string>): string | null {
  if (/^https?:\/\//.test(href)) return href;
  if (href.startsWith("#")) return href;
  const [file = "", place] = href.split("#");
  const slug = /^(?:\.\/|docs\/)?([\w-]+)\.md$/.exec(file)?.[1];
  if (slug === undefined || !slugs.has(slug)) return null;
  return `${docPath(slug)}${place === undefined ? "" : `#${place}`}`;
}
