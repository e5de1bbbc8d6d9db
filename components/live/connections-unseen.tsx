/** The visiting role may not see who is connected. */
export function ConnectionsUnseen() {
  return (
    <p className="text-muted">
      The visiting role may not see who holds the connections, so the gauge cannot be drawn. The checks of the
      connection budget say which grant would show it.
    </p>
  );
}
