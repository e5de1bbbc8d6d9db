import { LoaderCircle } from "lucide-react";
import { cx } from "./cx";

/** A small turning mark for work under way; the words beside it carry the meaning. */
export function Spinner({ className }: { className?: string }) {
  return (
    <LoaderCircle aria-hidden className={cx("size-4 animate-spin motion-reduce:animate-none", className)} />
  );
}
