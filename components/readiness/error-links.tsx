import Link from "next/link";

/** A known error that a finding explains: its page, which is readable without signing in. */
export type ErrorLink = { href: string; title: string };

/** The known errors that a finding explains, as one line. */
export function ErrorLinks({ errors }: { errors: readonly ErrorLink[] }) {
  if (errors.length === 0) return null;
  return (
    <p className="text-sm text-muted">
      Known errors:{" "}
      {errors.map(({ href, title }, index) => (
        <span key={href}>
          {index > 0 && ", "}
          <Link href={href} className="text-accent underline underline-offset-2">
            {title}
          </Link>
        </span>
      ))}
    </p>
  );
}
