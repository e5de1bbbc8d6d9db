import type { Metadata, Viewport } from "next";
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { Providers } from "@/components/shell/providers";
import { themeIn } from "@/components/shell/theme";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: "Headroom", template: "%s · Headroom" },
  description:
    "Why Electric would or would not run on your Postgres, and how much of the connection budget is left.",
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  colorScheme: "light dark",
};

/** The document: theme from the cookie, so that nothing flashes; fonts and colours from globals.css. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = themeIn(await cookies());
  return (
    <html lang="en" data-theme={theme === "system" ? undefined : theme} suppressHydrationWarning>
      <body className="min-h-dvh antialiased">
        <Providers>{children}</Providers>
      </body>
    </html>
  );
}
