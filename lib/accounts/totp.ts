/** Digits and seconds that every authenticator app takes for granted (RFC 6238, with the values of Google Authenticator). */
export const CODE_DIGITS = 6;
export const STEP_SECONDS = 30;
/** Steps before and after the present one whose code is taken: clocks differ. */
const SKEW = 1;

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** Returns bytes in Base32 without padding (RFC 4648), as apps take a secret that is typed. */
export function toBase32(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  return (bits.match(/.{1,5}/g) ?? [])
    .map((five) => ALPHABET.charAt(Number.parseInt(five.padEnd(5, "0"), 2)))
    .join("");
}

/** Returns the bytes of a Base32 text; white space and case do not matter, and bits that make no byte are left out. */
export function fromBase32(text: string): Uint8Array<ArrayBuffer> {
  const bits = [...text.replace(/[\s=]/g, "").toUpperCase()]
    .map((sign) => ALPHABET.indexOf(sign).toString(2).padStart(5, "0"))
    .join("");
  return Uint8Array.from(bits.match(/.{8}/g) ?? [], (byte) => Number.parseInt(byte, 2));
}

/** Returns the time step that a moment in ms lies in. */
export const stepAt = (ms: number): number => Math.floor(ms / 1000 / STEP_SECONDS);

/** Returns the code of a Base32 secret for a time step (RFC 4226, 5.3, with SHA-1). */
export async function codeAt(secret: string, step: number): Promise<string> {
  const counter = new DataView(new ArrayBuffer(8));
  counter.setBigUint64(0, BigInt(Math.max(0, step)));
  const algorithm = { name: "HMAC", hash: "SHA-1" };
  const key = await crypto.subtle.importKey("raw", fromBase32(secret), algorithm, false, ["sign"]);
  const digest = new DataView(await crypto.subtle.sign("HMAC", key, counter));
  const offset = digest.getUint8(digest.byteLength - 1) & 0x0f;
  const number = digest.getUint32(offset) & 0x7fff_ffff;
  return String(number % 10 ** CODE_DIGITS).padStart(CODE_DIGITS, "0");
}

/** Returns the time steps around a moment in ms whose code this is, the earliest first. */
export async function stepsOf(secret: string, code: string, ms: number): Promise<number[]> {
  const now = stepAt(ms);
  const around = Array.from({ length: 2 * SKEW + 1 }, (_, index) => now - SKEW + index);
  const codes = await Promise.all(around.map((step) => codeAt(secret, step)));
  return around.filter((_, index) => codes[index] === code);
}

/** Returns the address that a QR code hands to an authenticator app. */
export function otpauthUri(secret: string, account: string, issuer: string): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(account)}`;
  return `otpauth://totp/${label}?secret=${secret}&issuer=${encodeURIComponent(issuer)}&digits=${CODE_DIGITS}&period=${STEP_SECONDS}`;
}
