import { providers } from "@/lib/postgres/provider";
import { displayName } from "@/lib/postgres/identifier";
import { defineRemedy, nothing } from "./define";

/** Verifiers that no rule takes, or none that asks for scram-sha-256. */
const UNFIT: ReadonlySet<string | null> = new Set(["none", "md5", "other"]);

/**
 * A password that the server refuses by its kind is replaced by one that is given. Any other is never needed anew, only wished
 * for: it cannot be read.
 */
export const rolePassword = defineRemedy({
  id: "role.password",
  // A password that was asked for is set with whatever else is fixed.
  joins: "any",
  frames: true,
  title: "Set a password for Electric's role",
  fixes: ["role.password"],
  plan({ snapshot, target, choices, wanted, finding }) {
    if (snapshot.role === null) return nothing;
    const status = finding("role.password")?.status;
    const isCure = (status === "fail" || status === "warn") && UNFIT.has(snapshot.role.verifier);
    const isAsked = wanted.kind !== "checks" || wanted.checks.includes("role.password");
    if (choices.verifier === null)
      return isCure && isAsked
        ? {
            ...nothing,
            leaves: [
              {
                check: "role.password",
                why: "Only a password that you give replaces it: give the role a new one.",
              },
            ],
          }
        : nothing;
    const name = displayName(target.role);
    const { passwordElsewhere } = providers[snapshot.connection.provider];
    if (passwordElsewhere !== undefined)
      return { ...nothing, consequences: [`${name} keeps its password. ${passwordElsewhere}`] };
    return {
      drafts: [
        {
          says: `Give ${name} a new password, hashed here. Sessions that are open stay; whatever signs in with the old password is refused from then on. Nothing brings the old one back.`,
          changes: [{ kind: "password", role: target.role, verifier: choices.verifier }],
        },
      ],
      fixes: isCure ? ["role.password"] : [],
      consequences: [`The old password of ${name} no longer works.`],
    };
  },
});
