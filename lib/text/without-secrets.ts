/** The mask that stands for a secret. */
const MASK = "•••";

const base64 = (text: string): string => {
  const bytes = new TextEncoder().encode(text);
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
};

/** Returns the forms in which a receiver can repeat a secret: as it is, in an address, in JSON, in HTML and in base64. */
function formsOf(secret: string): string[] {
  const html = secret.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
  const named = secret
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
  return [
    secret,
    encodeURIComponent(secret.toWellFormed()),
    encodeURI(secret.toWellFormed()),
    JSON.stringify(secret).slice(1, -1),
    html,
    named,
    base64(secret).replace(/=+$/, ""),
  ];
}

/**
 * Returns a text in which no secret stands, neither as it is nor in the forms in which an answer may repeat it. Longer forms go first,
 * so that no rest of one stays. An empty secret hides nothing.
 */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  const forms = new Set(secrets.filter((secret) => secret !== "").flatMap(formsOf));
  const byLength = [...forms].filter((form) => form !== "").sort((one, other) => other.length - one.length);
  return byLength.reduce((shown, form) => shown.replaceAll(form, MASK), text);
}
