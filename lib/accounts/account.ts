import { z } from "zod";

export const PASSWORD_MIN = 12;
export const PASSWORD_MAX = 200;

const email = z
  .string()
  .trim()
  .toLowerCase()
  .min(1, "The e-mail address is needed.")
  .max(254, "An e-mail address has at most 254 characters.")
  .pipe(z.email("This is no e-mail address; it looks like name@example.com."));

/** What makes an account; the form is judged by it in the browser and on the server. */
export const accountSchema = z.object({
  name: z.string().trim().min(1, "Your name is needed.").max(80, "A name has at most 80 characters."),
  email,
  password: z
    .string()
    .min(PASSWORD_MIN, `A password has at least ${PASSWORD_MIN} characters. A sentence is a good one.`)
    .max(PASSWORD_MAX, `A password has at most ${PASSWORD_MAX} characters.`),
});

/** What a sign-in needs. A password is not judged here: one that is too short is simply wrong. */
export const signInSchema = z.object({
  email,
  password: z.string().min(1, "The password is needed.").max(PASSWORD_MAX, "This password is too long."),
});

export type Account = z.infer<typeof accountSchema>;
