import { Callout } from "@/components/ui/callout";
import { listed } from "@/lib/text/words";

/** Says to a member, before anything else, who can apply the plan. */
export function MemberNotice({ admins }: { admins: readonly string[] }) {
  return (
    <Callout title={`${listed(admins)} can apply this plan`}>
      You can dry-run it, and propose it to them.
    </Callout>
  );
}
