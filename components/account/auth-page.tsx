import type { ReactNode } from "react";

/** The frame of the pages before the sign-in: the product's name, a title, one thing to do. */
export function AuthPage({ title, says, children }: { title: string; says: ReactNode; children: ReactNode }) {
  return (
    <main className="mx-auto grid min-h-dvh w-full max-w-md content-center gap-6 px-4 py-12">
      <div>
        <p className="font-semibold text-accent">Headroom</p>
        <h1 className="mt-2 text-xl font-semibold">{title}</h1>
        <p className="mt-1 text-muted">{says}</p>
      </div>
      {children}
    </main>
  );
}
