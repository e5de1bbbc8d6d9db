import type { ReactNode } from "react";
import { Button } from "./button";
import { Callout } from "./callout";

type FailedReadProps = {
  /** Name of what could not be read: "This run could not be read". */
  title: string;
  /** Why, as the server or the browser said it. */
  why: string | undefined;
  /** Another read is on its way. */
  pending: boolean;
  /** Null where asking again can bring nothing else. */
  onAgain: (() => void) | null;
  /** Other ways on. */
  children?: ReactNode;
};

/** Stands where something should be that could not be read: why, and the ways on. */
export function FailedRead({ title, why, pending, onAgain, children }: FailedReadProps) {
  return (
    <Callout
      tone="fail"
      role="alert"
      title={title}
      action={
        <div className="flex flex-wrap gap-2">
          {onAgain !== null && (
            <Button pending={pending} pendingText="Reading" onClick={onAgain}>
              Try again
            </Button>
          )}
          {children}
        </div>
      }
    >
      {why}
    </Callout>
  );
}
