import { ChevronDown } from "lucide-react";
import Link from "next/link";
import { count } from "@/lib/text/words";
import { line } from "./database-line";

/** Databases that are ready and ask for nothing, as one line that opens by its link. */
export function FoldLine({ databases, href }: { databases: number; href: string }) {
  return (
    <li data-row="fold" className={`${line} h-11 content-center lg:h-9`}>
      <Link
        href={href}
        replace
        scroll={false}
        prefetch={false}
        className="flex items-center gap-2 text-sm text-muted after:absolute after:inset-0 hover:text-ink"
      >
        <ChevronDown aria-hidden className="size-4 shrink-0" />
        {`${count(databases, "more database")} ready, nothing to do`}
      </Link>
    </li>
  );
}
