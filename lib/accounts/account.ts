import { z } from "zod";
import { groupSchema } from "../databases/database";
import { ROLES, type Role } from "./roles";

export const PASSWORD_MIN = 12;
export const PASSWORD_MAX = 200;

/** An e-mail address as it is kept: without white space around it, in lower case. */
export const emailSchema = z
  .string()
  .trim()
  .toLowerCase()
  .min(1, "The e-mail address is needed.")
  .max(254, "An e-mail address has at most 254 characters.")
  .pipe(z.email("This is no e-mail address; it looks like name@example.com."));

/** Input of an account; the form is judged by it in the browser and on the server. */
export const accountSchema = z.object({
  name: z.string().trim().min(1, "Your name is needed.").max(80, "A name has at most 80 characters."),
  email: emailSchema,
  password: z
    .string()
    .min(PASSWORD_MIN, `A password has at least ${PASSWORD_MIN} characters. A sentence is a good one.`)
    .max(PASSWORD_MAX, `A password has at most ${PASSWORD_MAX} characters.`),
});

/** Input of a sign-in. A password is not judged here: one that is too short is simply wrong. */
export const signInSchema = z.object({
  email: emailSchema,
  password: z.string().min(1, "The password is needed.").max(PASSWORD_MAX, "This password is too long."),
});

/** The password of the admin who acts, asked for again before an act that hands out or takes away the rights of an admin. */
const ownPassword = signInSchema.shape.password;

/** The text for an act that needs the actor's own password and came without it. */
export const OWN_PASSWORD_NEEDED = "Your own password is needed for this.";

/** Groups of databases that a person sees; none means all. */
const groups = z
  .array(groupSchema.min(1, "A group has a name."))
  .max(50, "A person has at most 50 groups.")
  .transform((names) => [...new Set(names)].sort())
  .default([]);

const hasNoGroupsAsAdmin = ({ role, groups: given }: { role: Role; groups: readonly string[] }): boolean =>
  role !== "admin" || given.length === 0;

const NO_GROUPS = { path: ["groups"], message: "An admin sees all databases. Take the groups away." };

/** Input of an admin for a person who is to be let in; the first password is made, not chosen. */
export const newPersonSchema = accountSchema
  .omit({ password: true })
  .extend({ role: z.enum(ROLES), groups, ownPassword: ownPassword.optional() })
  .refine(({ role, ownPassword }) => role !== "admin" || ownPassword !== undefined, {
    path: ["ownPassword"],
    message: OWN_PASSWORD_NEEDED,
  })
  .refine(hasNoGroupsAsAdmin, NO_GROUPS);

/** A new role and new groups for a person. */
export const roleChangeSchema = z
  .object({ id: z.string(), role: z.enum(ROLES), groups, ownPassword })
  .refine(hasNoGroupsAsAdmin, NO_GROUPS);

/** A new password for a person. The admin who hands it out could sign in with it. */
export const passwordRenewalSchema = z.object({ id: z.string(), ownPassword });

/** The removal of a person; that of an admin needs the actor's own password. */
export const removalSchema = z.object({ id: z.string(), ownPassword: ownPassword.optional() });

/** A change of one's own password. */
export const ownPasswordSchema = z.object({
  current: signInSchema.shape.password,
  next: accountSchema.shape.password,
});

/** The address of an account whose password is forgotten. */
export const forgotSchema = signInSchema.pick({ email: true });

/** The password that replaces one that another person made. */
export const firstPasswordSchema = ownPasswordSchema.pick({ next: true });

export type Account = z.infer<typeof accountSchema>;
export type NewPerson = z.infer<typeof newPersonSchema>;

/** Person with an account, as admins see them. */
export type Person = {
  id: string;
  name: string;
  email: string;
  role: Role;
  /** Groups of databases that the person sees; none means all. */
  groups: string[];
  lastSeen: string | null;
};
