export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

/** The cookie that keeps the choice: the server reads it, so the first paint has the right colours. */
export const THEME_COOKIE = "headroom-theme";

/** Returns the theme that a cookie's value names; anything else means: as the system does. */
export const themeOf = (value: string | undefined): Theme =>
  THEMES.find((theme) => theme === value) ?? "system";

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
  document.cookie = `${THEME_COOKIE}=${theme}; path=/; max-age=31536000; samesite=lax`;
}
