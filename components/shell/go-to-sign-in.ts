/**
 * Leaves the page for the sign-in, because the session is over. The page is loaded anew and replaces this one: nothing that was shown stays in
 * the browser's memory or a step back.
 */
export function goToSignIn(): void {
  window.location.replace("/sign-in");
}
