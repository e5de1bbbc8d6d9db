/** A page of the settings of the whole installation, for admins. */
export type SettingsPlace = { href: `/settings/${string}`; label: string };

/** The pages of the settings, in the order of their list. */
export const SETTINGS_PLACES: readonly SettingsPlace[] = [
  { href: "/settings/viewers", label: "Viewers" },
  { href: "/settings/checks", label: "Check runs" },
  { href: "/settings/sign-in", label: "Sign-in" },
  { href: "/settings/sharing", label: "Sharing" },
  { href: "/settings/tokens", label: "API tokens" },
  { href: "/settings/retention", label: "Retention" },
  { href: "/settings/mail", label: "Mail" },
  { href: "/settings/letter", label: "Weekly letter" },
];
