/** The product's mark: connections rising to a limit. */
export function Logo() {
  return (
    <svg aria-hidden viewBox="0 0 32 32" className="size-6 shrink-0">
      <rect width="32" height="32" rx="7" className="fill-accent" />
      <rect x="6" y="18" width="5" height="8" rx="1" className="fill-on-accent" />
      <rect x="13.5" y="13" width="5" height="13" rx="1" className="fill-on-accent" />
      <rect x="21" y="6" width="5" height="20" rx="1" className="fill-on-accent opacity-40" />
    </svg>
  );
}
