"use client";

import { Monitor, Moon, Sun } from "lucide-react";
import { useSyncExternalStore } from "react";
import { Radio } from "@/components/ui/radio";
import { chooseTheme, readTheme, subscribeTheme, THEMES, type Theme } from "./theme";

const looks = {
  system: { icon: Monitor, label: "Follow the system" },
  light: { icon: Sun, label: "Light" },
  dark: { icon: Moon, label: "Dark" },
};

/** Chooses between light, dark and what the system says; arrow keys move between the three. */
export function ThemeSwitch({ initial }: { initial: Theme }) {
  const theme = useSyncExternalStore(subscribeTheme, readTheme, () => initial);
  return (
    <fieldset className="flex rounded-md border border-line p-0.5">
      <legend className="sr-only">Appearance</legend>
      {THEMES.map((option) => {
        const { icon: Icon, label } = looks[option];
        return (
          <label
            key={option}
            title={label}
            className="grid size-7 cursor-pointer place-items-center rounded-sm text-muted hover:text-ink has-checked:bg-sunken has-checked:text-accent has-focus-visible:outline-2 has-focus-visible:outline-accent"
          >
            <Radio
              name="theme"
              value={option}
              checked={option === theme}
              onChange={() => chooseTheme(option)}
              className="sr-only"
            />
            <Icon aria-hidden className="size-4" />
            <span className="sr-only">{label}</span>
          </label>
        );
      })}
    </fieldset>
  );
}
