"use client";

import { Button } from "@/components/ui/button";
import { useSignOut } from "./use-sign-out";

/** The account that is signed in, and the way out, for pages without a menu. */
export function SignOutLine({ email }: { email: string }) {
  const { leave, failed } = useSignOut();
  return (
    <div className="grid gap-2">
      <p className="flex flex-wrap items-center justify-between gap-2 text-sm text-muted">
        <span className="min-w-0 break-words">Signed in as {email}</span>
        <Button size="sm" variant="ghost" onClick={() => void leave()}>
          Sign out
        </Button>
      </p>
      {failed && (
        <p role="alert" className="text-sm text-fail">
          Signing out did not work. Try again.
        </p>
      )}
    </div>
  );
}
