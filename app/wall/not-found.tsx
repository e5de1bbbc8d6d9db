/** Stands where a screen has no wall cookie, or one whose link is over. */
export default function NoWall() {
  return (
    <main className="mx-auto grid min-h-dvh max-w-lg content-center gap-2 p-6">
      <h1 className="text-xl font-semibold">This screen has no wall</h1>
      <p className="text-muted">
        Open the wall link on this screen. If it worked before, it expired or an admin revoked it: ask an
        admin of this Headroom for a new one, made in Settings under Sharing.
      </p>
    </main>
  );
}
