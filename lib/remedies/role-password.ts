import { displayName } from "@/lib/postgres/identifier";
import { defineRemedy, nothing } from "./define";

/** Nobody can read the password that a role has, so that this is never needed, only wished for. */
export const rolePassword = defineRemedy({
  id: "role.password",
  title: "Give Electric's role a new password",
  cures: [],
  plan({ snapshot, target, choices }) {
    if (snapshot.role === null || choices.verifier === null) return nothing;
    const name = displayName(target.role);
    return {
      drafts: [
        {
          says: `Give ${name} a new password, hashed here. Sessions that are open stay; whatever signs in with the old password is refused from then on. Nothing brings the old one back.`,
          changes: [{ kind: "password", role: target.role, verifier: choices.verifier }],
        },
      ],
      cures: [],
      consequences: [`The old password of ${name} no longer works.`],
    };
  },
});
