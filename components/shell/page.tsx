import type { ReactNode } from "react";

/** The body of a page: its parts below each other, in the width that all pages share. */
export function Page({ children }: { children: ReactNode }) {
  return (
    <div className="mx-auto grid w-full max-w-[90rem] grid-cols-1 gap-6 px-4 py-6 sm:px-6">{children}</div>
  );
}
