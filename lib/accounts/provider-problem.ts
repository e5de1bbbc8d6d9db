/** The ways in which a sign-in by the provider ends without a session. */
export const PROVIDER_PROBLEMS = [
  "off",
  "away",
  "strange",
  "refused",
  "stale",
  "token",
  "unverified",
  "not-allowed",
  "no-group",
  "no-account",
  "address-taken",
  "too-many",
] as const;
export type ProviderProblemKind = (typeof PROVIDER_PROBLEMS)[number];

/** Texts of a refused sign-in, with the next act; none has a word of the provider or of the browser in it. */
export const PROVIDER_PROBLEM_SAYS: Record<ProviderProblemKind, { title: string; says: string }> = {
  off: { title: "Sign-in by the provider is off", says: "Sign in with your password, or ask an admin." },
  away: {
    title: "The provider does not answer",
    says: "Sign in with your password, or try again in a minute. An admin finds its address in Settings, Sign-in.",
  },
  strange: {
    title: "The provider's answer is not OpenID Connect",
    says: "Sign in with your password. An admin compares the issuer in Settings, Sign-in.",
  },
  refused: {
    title: "The provider refused the sign-in",
    says: "Try again. If it stays so, an admin compares the client, its secret and the callback address.",
  },
  stale: {
    title: "This sign-in is over",
    says: "It took too long, was used before, or began in another browser. Begin again.",
  },
  token: {
    title: "The provider's token is not valid here",
    says: "Its signature, issuer, audience or time does not fit. An admin compares issuer, client id and the server's clock.",
  },
  unverified: {
    title: "Your e-mail address is not verified",
    says: "The provider does not vouch for it. Verify it there, then sign in again.",
  },
  "not-allowed": {
    title: "Your account at the provider is not allowed here",
    says: "Ask an admin to allow its domain or its subject.",
  },
  "no-group": {
    title: "Your groups at the provider give no access",
    says: "Ask an admin which group has access to this Headroom.",
  },
  "no-account": { title: "You have no account here", says: "Ask an admin for an invitation." },
  "address-taken": {
    title: "Your address has an account with a password",
    says: "Sign in with the password, or ask an admin to allow joining accounts by verified address.",
  },
  "too-many": { title: "Too many sign-ins were begun from your address", says: "Try again in 15 min." },
};
