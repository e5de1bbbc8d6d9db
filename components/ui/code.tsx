import { plainSql } from "@/lib/report/terminal";
import { cx } from "./cx";
import { CopyButton } from "./copy-button";

type CodeProps = {
  code: string;
  /** Kind of the code, for the copy button: "SQL", "command". */
  what?: string;
  className?: string;
};

/** A block of code that can be copied; long lines scroll inside it. Hidden characters are shown as signs, and copied as they are. */
export function Code({ code, what = "SQL", className }: CodeProps) {
  return (
    <div className={cx("flex min-w-0 items-start rounded-md border border-line bg-sunken", className)}>
      <pre
        tabIndex={0}
        aria-label={what}
        role="group"
        className="max-h-80 min-w-0 flex-1 overflow-auto p-3 font-mono text-sm whitespace-pre"
      >
        <code>{plainSql(code, "the copy").join("\n")}</code>
      </pre>
      <CopyButton text={code} what={what} className="m-1 px-2" />
    </div>
  );
}
