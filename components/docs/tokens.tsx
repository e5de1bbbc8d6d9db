import { Fragment, type ReactNode } from "react";
import Link from "next/link";
import type { Token, Tokens } from "marked";
import { docHref } from "@/lib/docs/link";
import { headingId, plainOf } from "@/lib/docs/page";

type Slugs = ReadonlySet<string>;

const linkClass = "text-accent underline underline-offset-2";

function DocLink({ token, slugs }: { token: Tokens.Link; slugs: Slugs }) {
  const href = docHref(token.href, slugs);
  const text = <Inline tokens={token.tokens} slugs={slugs} />;
  if (href === null) return <span>{text}</span>;
  if (href.startsWith("/"))
    return (
      <Link href={href} className={linkClass}>
        {text}
      </Link>
    );
  return (
    <a href={href} className={linkClass} {...(href.startsWith("#") ? {} : { rel: "noreferrer" })}>
      {text}
    </a>
  );
}

function InlineToken({ token, slugs }: { token: Token; slugs: Slugs }): ReactNode {
  switch (token.type) {
    case "strong":
      return (
        <strong className="font-semibold">
          <Inline tokens={token.tokens ?? []} slugs={slugs} />
        </strong>
      );
    case "em":
      return (
        <em>
          <Inline tokens={token.tokens ?? []} slugs={slugs} />
        </em>
      );
    case "codespan":
      return <code className="font-mono text-[0.9em] wrap-anywhere">{unescaped(String(token.text))}</code>;
    case "br":
      return <br />;
    case "link":
      return <DocLink token={token as Tokens.Link} slugs={slugs} />;
    case "image":
      return <span className="text-muted">{String(token.text)}</span>;
    case "text":
      if (token.tokens !== undefined) return <Inline tokens={token.tokens} slugs={slugs} />;
      return unescaped(String(token.text));
    default:
      return token.raw;
  }
}

/** The lexer escapes what HTML would read; React does so itself. */
const unescaped = (text: string): string =>
  text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&");

function Inline({ tokens, slugs }: { tokens: readonly Token[]; slugs: Slugs }) {
  return tokens.map((token, at) => (
    <Fragment key={at}>
      <InlineToken token={token} slugs={slugs} />
    </Fragment>
  ));
}

function DocTable({ token, slugs }: { token: Tokens.Table; slugs: Slugs }) {
  return (
    // A table that is wider than the screen scrolls by itself, also by the keyboard.
    <div
      className="relative overflow-x-auto rounded-md border border-line"
      tabIndex={0}
      role="group"
      aria-label={`Table: ${token.header.map(({ tokens }) => tokens.map(plainOf).join("")).join(", ")}`}
    >
      <table className="w-full border-collapse text-left text-sm">
        <thead>
          <tr>
            {token.header.map(({ tokens }, at) => (
              <th key={at} scope="col" className="border-b border-line px-3 py-2 align-top font-semibold">
                <Inline tokens={tokens} slugs={slugs} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {token.rows.map((cells, row) => (
            <tr key={row} className="border-b border-line last:border-b-0">
              {cells.map(({ tokens }, at) => (
                <td
                  key={at}
                  className="min-w-24 px-3 py-2 align-top first:[&_code]:whitespace-nowrap not-first:min-w-40 sm:not-first:min-w-24"
                >
                  <Inline tokens={tokens} slugs={slugs} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function DocList({ token, slugs }: { token: Tokens.List; slugs: Slugs }) {
  const items = token.items.map(({ tokens }, at) => (
    <li key={at} className="min-w-0 pl-1">
      <DocTokens tokens={tokens} slugs={slugs} />
    </li>
  ));
  return token.ordered ? (
    <ol className="grid list-decimal grid-cols-1 gap-1 pl-6">{items}</ol>
  ) : (
    <ul className="grid list-disc grid-cols-1 gap-1 pl-6">{items}</ul>
  );
}

function DocHeading({ token, slugs }: { token: Tokens.Heading; slugs: Slugs }) {
  const text = <Inline tokens={token.tokens} slugs={slugs} />;
  const id = headingId(plainOf(token));
  if (token.depth === 1) return <h1 className="text-xl font-semibold">{text}</h1>;
  if (token.depth === 2)
    return (
      <h2 id={id} className="mt-4 scroll-mt-4 text-lg font-semibold">
        {text}
      </h2>
    );
  return (
    <h3 id={id} className="mt-2 scroll-mt-4 font-semibold">
      {text}
    </h3>
  );
}

function Block({ token, slugs }: { token: Token; slugs: Slugs }): ReactNode {
  switch (token.type) {
    case "heading":
      return <DocHeading token={token as Tokens.Heading} slugs={slugs} />;
    case "paragraph":
      return (
        <p>
          <Inline tokens={token.tokens ?? []} slugs={slugs} />
        </p>
      );
    case "code":
      return (
        <pre
          tabIndex={0}
          role="group"
          aria-label="Code"
          className="overflow-x-auto rounded-md border border-line bg-surface p-3 font-mono text-sm"
        >
          {String(token.text)}
        </pre>
      );
    case "list":
      return <DocList token={token as Tokens.List} slugs={slugs} />;
    case "table":
      return <DocTable token={token as Tokens.Table} slugs={slugs} />;
    case "blockquote":
      return (
        <blockquote className="border-l-2 border-line pl-3">
          <DocTokens tokens={token.tokens ?? []} slugs={slugs} />
        </blockquote>
      );
    case "hr":
      return <hr className="border-line" />;
    case "space":
      return null;
    default:
      return <InlineToken token={token} slugs={slugs} />;
  }
}

/** Markdown as elements: nothing of a file is ever HTML of the page. */
export function DocTokens({ tokens, slugs }: { tokens: readonly Token[]; slugs: Slugs }) {
  return tokens.map((token, at) => (
    <Fragment key={at}>
      <Block token={token} slugs={slugs} />
    </Fragment>
  ));
}
