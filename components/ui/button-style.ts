import { cx } from "./cx";

export type ButtonVariant = "primary" | "secondary" | "danger" | "ghost";
export type ButtonSize = "sm" | "md";

const base =
  "inline-flex shrink-0 items-center justify-center gap-2 rounded-md border font-medium whitespace-nowrap transition-colors duration-100 disabled:opacity-55 aria-disabled:opacity-70";

const sizes: Record<ButtonSize, string> = { sm: "h-8 px-3 text-sm", md: "h-10 px-4 text-base" };

const variants: Record<ButtonVariant, string> = {
  primary: "border-transparent bg-accent text-on-accent hover:bg-accent-strong",
  secondary: "border-edge bg-surface text-ink hover:bg-sunken",
  danger: "border-transparent bg-fail text-on-fail hover:opacity-90",
  ghost: "border-transparent text-ink hover:bg-sunken",
};

/** Returns the classes that a button and a link drawn as one share. */
export const buttonStyle = (
  variant: ButtonVariant = "secondary",
  size: ButtonSize = "md",
  className?: string,
): string => cx(base, sizes[size], variants[variant], className);
