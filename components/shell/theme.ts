export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

/** The cookie that keeps the choice: the server reads it, so the first paint has the right colours. Over TLS it is bound to its host. */
const cookieName = (isTls: boolean): string => `${isTls ? "__Host-" : ""}headroom-theme`;

/** Returns the theme that a cookie's value names; anything else means: as the system does. */
export const themeOf = (value: string | undefined): Theme =>
  THEMES.find((theme) => theme === value) ?? "system";

/** Returns the theme that a browser's cookies name: the one that is bound to the host, before the one of plain http. */
export const themeIn = (jar: { get: (name: string) => { value: string } | undefined }): Theme =>
  themeOf((jar.get(cookieName(true)) ?? jar.get(cookieName(false)))?.value);

/** Returns the cookie that keeps a theme for a year, as a page of this protocol sets it. */
export function themeCookie(theme: Theme, protocol: string): string {
  const isTls = protocol === "https:";
  return `${cookieName(isTls)}=${theme}; path=/; max-age=31536000; samesite=lax${isTls ? "; secure" : ""}`;
}

const listeners = new Set<() => void>();

/** Tells a listener when another theme is chosen. */
export function subscribeTheme(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Returns the theme that is shown. */
export const readTheme = (): Theme => themeOf(document.documentElement.dataset.theme);

/** Shows a theme at once and keeps it for a year. */
export function chooseTheme(theme: Theme): void {
  const root = document.documentElement;
  if (theme === "system") delete root.dataset.theme;
  else root.dataset.theme = theme;
  for (const tell of listeners) tell();
  document.cookie = themeCookie(theme, window.location.protocol);
}
