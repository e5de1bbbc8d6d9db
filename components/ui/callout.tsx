import { CircleCheck, CircleX, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "./cx";

const looks = {
  info: { icon: Info, frame: "border-line bg-surface", mark: "text-accent" },
  pass: { icon: CircleCheck, frame: "border-pass/40 bg-pass-soft", mark: "text-pass" },
  warn: { icon: TriangleAlert, frame: "border-warn/40 bg-warn-soft", mark: "text-warn" },
  fail: { icon: CircleX, frame: "border-fail/40 bg-fail-soft", mark: "text-fail" },
};

type CalloutProps = {
  tone?: keyof typeof looks;
  title?: ReactNode;
  children?: ReactNode;
  /** A button or a link that is the way on. */
  action?: ReactNode;
  /** "alert" when it appears because of something that the user just did. */
  role?: "alert" | "status";
  className?: string;
};

/** Tells what happened, why, and what to do, beside what caused it. */
export function Callout({ tone = "info", title, children, action, role, className }: CalloutProps) {
  const { icon: Icon, frame, mark } = looks[tone];
  return (
    <div role={role} className={cx("flex flex-wrap gap-x-3 gap-y-3 rounded-md border p-4", frame, className)}>
      <Icon aria-hidden className={cx("mt-0.5 size-5 shrink-0", mark)} />
      <div className="min-w-0 flex-1 basis-48 wrap-anywhere">
        {title && <p className="font-medium">{title}</p>}
        {children && <div className={cx("text-base text-muted", title ? "mt-1" : null)}>{children}</div>}
      </div>
      {action && <div className="shrink-0 self-center">{action}</div>}
    </div>
  );
}
