"use client";

import { Shortcuts } from "@/components/palette/shortcuts";
import { useAnnounce } from "@/components/ui/announcer";
import type { Role } from "@/lib/accounts/roles";
import { fallback } from "@/lib/log/unlogged";
import { chooseTheme } from "./theme";
import { useSignOut } from "./use-sign-out";

type ShellShortcutsProps = {
  role: Role;
  /** Starts the sandbox and leads to its page. */
  startSandbox: () => Promise<{ message: string } | void>;
};

/** The palette with the acts of the shell. */
export function ShellShortcuts({ role, startSandbox }: ShellShortcutsProps) {
  const announce = useAnnounce();
  const { leave } = useSignOut();
  const trySandbox = async () => {
    announce("The sandbox is starting.");
    const refusal = await startSandbox().catch(
      fallback({ message: "Headroom’s server did not answer." }, "it is announced as a refusal"),
    );
    if (refusal) throw new Error(refusal.message);
  };
  return (
    <Shortcuts
      role={role}
      acts={{
        dark: () => chooseTheme("dark"),
        light: () => chooseTheme("light"),
        system: () => chooseTheme("system"),
        "sign out": leave,
        sandbox: trySandbox,
      }}
    />
  );
}
