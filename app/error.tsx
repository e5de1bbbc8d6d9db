"use client";

import { Problem } from "@/components/shell/problem";

/** Stands in place of a page that failed, outside of the shell. */
export default function RootError(props: { error: Error & { digest?: string }; retry: () => void }) {
  return (
    <main className="mx-auto max-w-2xl px-4 py-16">
      <Problem {...props} />
    </main>
  );
}
