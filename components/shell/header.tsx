import Link from "next/link";
import { Logo } from "./logo";
import { Nav } from "./nav";
import type { Theme } from "./theme";
import { ShellShortcuts } from "./shell-shortcuts";
import { ThemeSwitch } from "./theme-switch";
import { UserMenu, type ShownUser } from "./user-menu";

type HeaderProps = {
  user: ShownUser;
  theme: Theme;
  /** Starts the sandbox and leads to its page. */
  startSandbox: () => Promise<{ message: string } | void>;
};

/** The head of every page behind the sign-in. */
export function Header({ user, theme, startSandbox }: HeaderProps) {
  return (
    <header className="border-b border-line bg-surface">
      <a
        href="#main"
        className="sr-only rounded-md bg-accent px-4 py-2 font-medium text-on-accent focus:not-sr-only focus:absolute focus:top-2 focus:left-2 focus:z-30"
      >
        Skip to the content
      </a>
      <div className="mx-auto flex max-w-[90rem] flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2 sm:px-6">
        <Link href="/" className="flex h-9 items-center gap-2 font-semibold">
          <Logo />
          Headroom
        </Link>
        <div className="order-last -mx-3 min-w-0 basis-full sm:order-none sm:mx-0 sm:basis-auto">
          <Nav role={user.role} />
        </div>
        <div className="ml-auto flex items-center gap-2">
          <ShellShortcuts role={user.role} startSandbox={startSandbox} />
          <ThemeSwitch initial={theme} />
          <UserMenu user={user} />
        </div>
      </div>
    </header>
  );
}
