/** Stands for the password of Electric's role until the reader puts it in: Electric stops at its start with it (28P01). */
export const PASSWORD_PLACEHOLDER = "REPLACE_WITH_PASSWORD";
/** Stands for ELECTRIC_SECRET where none was generated. */
export const SECRET_PLACEHOLDER = "REPLACE_WITH_SECRET";
/** Stands in what is shown for a secret that the copy has. */
export const HIDDEN = "HIDDEN_UNTIL_COPIED";

/** Every text that stands for a value which the reader has to put in, or which is hidden; none needs quotes anywhere. */
export const PLACEHOLDER = /REPLACE_WITH_[A-Z_]+|HIDDEN_UNTIL_COPIED/g;

/** The secrets of an environment; null where there is none, so that a placeholder stands for it. */
export type Secrets = { password: string | null; secret: string | null };

export const noSecrets: Secrets = { password: null, secret: null };

/** Returns the secrets as they are shown: hidden where they are known. */
export const hidden = ({ password, secret }: Secrets): Secrets => ({
  password: password === null ? null : HIDDEN,
  secret: secret === null ? null : HIDDEN,
});

/** Bytes of a generated secret: 256 bits. */
const SECRET_BYTES = 32;

/**
 * Returns a new ELECTRIC_SECRET: 64 hexadecimal digits, which no shell, file or command line reads as anything else. Runs in
 * the browser and on Node; kept nowhere.
 */
export function generateSecret(): string {
  const bytes = globalThis.crypto.getRandomValues(new Uint8Array(SECRET_BYTES));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
