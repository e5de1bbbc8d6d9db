import Link from "next/link";
import type { ReactNode } from "react";
import { Logo } from "@/components/shell/logo";

/** The frame of the documentation. It is open to every reader: the files hold nothing of the team. */
export default function DocsLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <header className="border-b border-line bg-surface">
        <div className="mx-auto flex max-w-4xl flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4 py-2 sm:px-6">
          <Link href="/docs" className="flex h-9 items-center gap-2 font-semibold">
            <Logo />
            Documentation
          </Link>
          <Link href="/" className="text-accent underline underline-offset-2">
            Open Headroom
          </Link>
        </div>
      </header>
      <main className="mx-auto grid w-full max-w-4xl grid-cols-1 gap-4 px-4 py-6 sm:px-6">{children}</main>
    </>
  );
}
