import { z } from "zod";
import { OWN_PASSWORD_NEEDED, signInSchema } from "./account";
import { ROLES, type Role } from "./roles";

const groupName = z.string().trim().min(1).max(80);

/** Role and groups that a group at the provider gives here; a person with several has the highest role and all groups. */
export const groupMappingSchema = z.object({
  /** The group as the provider's claim has it. */
  claim: z.string().trim().min(1, "The provider's name of the group is needed.").max(200),
  role: z.enum(ROLES),
  /** Groups of databases; none means all. */
  groups: z.array(groupName).max(100).default([]),
});

const domain = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[\p{L}\p{N}]([\p{L}\p{N}.-]*[\p{L}\p{N}])?$/u, "A domain looks like example.com.");

/** The settings of an OpenID Connect provider, without its secret. */
export const providerFields = z.object({
  isOn: z.boolean().default(false),
  issuer: z.string().trim().max(500).default(""),
  clientId: z.string().trim().max(500).default(""),
  scopes: z.string().trim().max(500).default("openid email profile"),
  /** Domains of verified e-mail addresses that may sign in. */
  domains: z.array(domain).max(100).default([]),
  /** Subjects (`sub`) that may sign in, whatever their address is. */
  subjects: z.array(z.string().trim().min(1).max(255)).max(1000).default([]),
  /** Whether a person who may sign in and has no account gets one. */
  makesAccounts: z.boolean().default(false),
  /** Whether an account that is here is joined with the provider's person of the same verified address. */
  linksByEmail: z.boolean().default(false),
  /** The role of a new account where no group says one. */
  newRole: z.enum(ROLES).default("viewer"),
  groupsClaim: z.string().trim().max(200).default("groups"),
  /** Without a mapping, roles are given here by admins. */
  mapping: z.array(groupMappingSchema).max(200).default([]),
  /** Text of the button. */
  button: z.string().trim().min(1).max(60).default("Sign in with OpenID Connect"),
});

/** A sealed text as the store has it (server/secrets/seal-text.ts). */
const sealed = z.object({ keyId: z.string(), nonce: z.string(), ciphertext: z.string() });

/** The setting as it is stored. */
export const providerSchema = providerFields.extend({ clientSecret: sealed.nullable().default(null) });
export type Provider = z.infer<typeof providerSchema>;
export type ProviderFields = z.infer<typeof providerFields>;

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/** Returns why an issuer cannot be one; null for one that can. Plain http is for this very machine alone. */
export function issuerProblem(issuer: string): string | null {
  if (!URL.canParse(issuer)) return "An issuer is an address, such as https://id.example.com.";
  const { protocol, hostname, search, hash, username } = new URL(issuer);
  if (protocol !== "https:" && !(protocol === "http:" && LOOPBACK.test(hostname)))
    return "An issuer begins with https://.";
  return search === "" && hash === "" && username === ""
    ? null
    : "An issuer has neither a login nor a part after ? or #.";
}

/** Input of the settings; an empty secret keeps the present one. */
export const providerInputSchema = providerFields
  .extend({
    clientSecret: z.string().max(2_000).default(""),
    ownPassword: signInSchema.shape.password.optional(),
  })
  .superRefine((input, context) => {
    const { isOn, issuer, clientId, scopes, ownPassword, makesAccounts, domains, subjects, mapping } = input;
    const refuse = (field: string, message: string) =>
      context.addIssue({ code: "custom", path: [field], message });
    if (ownPassword === undefined) refuse("ownPassword", OWN_PASSWORD_NEEDED);
    const problem = issuer === "" ? "The issuer is needed." : issuerProblem(issuer);
    if (problem !== null && (isOn || issuer !== "")) refuse("issuer", problem);
    if (isOn && clientId === "") refuse("clientId", "The client id is needed.");
    if (makesAccounts && domains.length + subjects.length + mapping.length === 0)
      refuse(
        "makesAccounts",
        "Name the domains, subjects or groups first: else each account of the provider gets in.",
      );
    if (!scopes.split(/\s+/).includes("openid")) refuse("scopes", "The scope openid has to be among them.");
  });

/** A person as the provider vouches for them. `email` is null unless the provider says that it is verified. */
export type Identity = {
  subject: string;
  email: string | null;
  /** Whether an address came that is not verified. */
  hasUnverifiedEmail: boolean;
  name: string;
  groups: readonly string[];
};

/** Why a person of the provider is not let in. */
export type NotAdmitted = "unverified" | "not-allowed" | "no-group";

/** Returns why an identity may not sign in by the lists of domains and subjects and the mapping; null where it may. */
export function admissionProblem(
  { domains, subjects, mapping }: ProviderFields,
  { subject, email, hasUnverifiedEmail, groups }: Identity,
): NotAdmitted | null {
  const isListed = domains.length + subjects.length > 0;
  const domainOf = email?.slice(email.lastIndexOf("@") + 1);
  const isAllowed = subjects.includes(subject) || (domainOf !== undefined && domains.includes(domainOf));
  if (isListed && !isAllowed) return email === null && hasUnverifiedEmail ? "unverified" : "not-allowed";
  return mapping.length > 0 && !mapping.some(({ claim }) => groups.includes(claim)) ? "no-group" : null;
}

/** The role and the groups of databases that a mapping gives; null where there is no mapping. */
export function mappedAccess(
  { mapping }: ProviderFields,
  groups: readonly string[],
): { role: Role; groups: string[] } | null {
  const own = mapping.filter(({ claim }) => groups.includes(claim));
  const role = ROLES.findLast((one) => own.some((entry) => entry.role === one));
  if (role === undefined) return null;
  const isUnlimited = role === "admin" || own.some((entry) => entry.groups.length === 0);
  return { role, groups: isUnlimited ? [] : [...new Set(own.flatMap((entry) => entry.groups))].sort() };
}
