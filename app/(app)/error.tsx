"use client";

import { Page } from "@/components/shell/page";
import { Problem } from "@/components/shell/problem";

/** Stands in place of a page that failed, inside of the shell. */
export default function AppError(props: { error: Error & { digest?: string }; retry: () => void }) {
  return (
    <Page>
      <Problem {...props} />
    </Page>
  );
}
