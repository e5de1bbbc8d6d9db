/** Duty of a person after the sign-in, before anything else works. */
export type Duty = "password" | "second-factor";

/** The page of each duty. */
export const DUTY_PAGES: Record<Duty, string> = {
  password: "/sign-in/first-password",
  "second-factor": "/sign-in/second-factor",
};

/** The refusal of everything else, for a page that was open and for a program. */
export const DUTY_SAYS: Record<Duty, string> = {
  password:
    "Your password was made by another person. Change it first: open Headroom and follow its first page.",
  "second-factor":
    "A second factor is needed here, and you have none. Set it up first: open Headroom and follow its first page.",
};
