/** The password that a run of this tab has just set, for the page that writes it into Electric's environment. */
type Handed = { databaseId: string; password: string };

// In the memory of the browser's tab alone: not in an address, not in its storage, and gone with a reload.
let handed: Handed | null = null;

/** Hands the password of Electric's role over to the page Connect, which is opened next in this tab. */
export function handPassword(databaseId: string, password: string): void {
  handed = { databaseId, password };
}

/** Returns the password that was handed over for a database; null where there is none. */
export const handedPassword = (databaseId: string): string | null =>
  handed?.databaseId === databaseId ? handed.password : null;

/** Forgets it. */
export function forgetHanded(): void {
  handed = null;
}
