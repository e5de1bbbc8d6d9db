/** The checks of Headroom that find an error in a database, without any result. */
export function EntryChecks({ checks }: { checks: readonly { id: string; title: string }[] }) {
  if (checks.length === 0) return null;
  return (
    <div className="grid gap-2">
      <h2 className="font-semibold">Checks that find it</h2>
      <ul className="grid gap-1">
        {checks.map(({ id, title }) => (
          <li key={id} className="wrap-anywhere">
            {title} <span className="font-mono text-sm text-faint">{id}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
