"use client";

import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Code } from "@/components/ui/code";

/** A link that was just made: it is shown here once, and nowhere again. */
export function LinkShown({
  title,
  says,
  path,
  mail,
  onDone,
}: {
  title: string;
  says: string;
  /** The path of the link; the address before it is the one that this page has. */
  path: string;
  /** A sentence about the mail that was sent, or was not. */
  mail?: string | undefined;
  onDone: () => void;
}) {
  return (
    <Callout
      tone="pass"
      role="status"
      title={title}
      action={<Button onClick={onDone}>I have passed it on</Button>}
    >
      <p>{says}</p>
      {mail && <p>{mail}</p>}
      <Code code={new URL(path, window.location.origin).href} what="link" className="mt-2 max-w-3xl" />
    </Callout>
  );
}
