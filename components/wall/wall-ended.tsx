/** Stands instead of the wall once its link is over: nothing of it stays on the screen. */
export function WallEnded() {
  return (
    <main className="grid flex-1 place-content-center gap-2 p-6">
      <h1 className="text-[1.6em] leading-tight font-semibold">This wall link has ended</h1>
      <p className="max-w-[36em] text-muted">
        It expired or an admin revoked it. Ask an admin of this Headroom for a new link, made in Settings
        under Sharing.
      </p>
    </main>
  );
}
