"use client";

import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { EmptyState } from "@/components/ui/empty-state";
import { SearchInput } from "@/components/ui/search-input";
import { count } from "@/lib/text/words";
import { searchParts, type ListedPart } from "@/lib/troubleshoot/search";

type PartProps = { part: ListedPart; open: boolean };

function Part({ part: { title, errors }, open }: PartProps) {
  return (
    <details open={open} className="group border-b border-line last:border-b-0">
      <summary className="flex min-h-11 list-none items-center gap-3 px-4 py-2 -outline-offset-2 hover:bg-canvas">
        <ChevronRight
          aria-hidden
          className="size-4 shrink-0 text-muted transition-transform duration-100 group-open:rotate-90"
        />
        <h2 className="font-semibold">{title}</h2>
        <span className="ml-auto text-sm whitespace-nowrap text-muted">{count(errors.length, "error")}</span>
      </summary>
      <ul className="grid grid-cols-1 border-t border-line">
        {errors.map(({ href, title: name, sample }) => (
          <li key={href} className="min-w-0 border-b border-line last:border-b-0">
            <Link href={href} prefetch={false} className="block px-4 py-2 hover:bg-canvas">
              <span className="block font-medium text-accent">{name}</span>
              <span className="block truncate font-mono text-sm text-muted">{sample}</span>
            </Link>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** Known errors by their part. A search opens the parts that have what is looked for; its words stay in the browser. */
export function KnownErrors({ parts }: { parts: readonly ListedPart[] }) {
  const [wanted, setWanted] = useState("");
  const found = searchParts(parts, wanted);
  const isSearch = wanted.trim() !== "";
  const total = found.reduce((sum, { errors }) => sum + errors.length, 0);
  return (
    <>
      <SearchInput
        label="Search the known errors"
        placeholder="Words of the message"
        initial=""
        onSearch={setWanted}
      />
      <p role="status" className={isSearch ? "text-sm text-muted" : "sr-only"}>
        {isSearch && `${count(total, "error")} with “${wanted.trim()}”`}
      </p>
      {total === 0 ? (
        <EmptyState title="No known error has these words">Search for fewer words of the message.</EmptyState>
      ) : (
        <div className="rounded-md border border-line bg-surface">
          {found.map((part) => (
            <Part key={`${part.title} ${isSearch}`} part={part} open={isSearch} />
          ))}
        </div>
      )}
    </>
  );
}
