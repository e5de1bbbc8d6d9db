import { Callout } from "@/components/ui/callout";
import { Code } from "@/components/ui/code";
import { LinkButton } from "@/components/ui/link-button";

/** Recovery codes that were just made: they are shown here once, and nowhere again. */
export function RecoveryCodes({ codes, leadsTo }: { codes: readonly string[]; leadsTo: string }) {
  return (
    <div className="grid max-w-xl grid-cols-1 gap-4">
      <Callout tone="pass" role="status" title="Your second factor is on">
        <p>
          Keep these recovery codes where the telephone is not. Each signs you in once when the app is lost.
          They are shown only now.
        </p>
      </Callout>
      <Code code={codes.join("\n")} what="recovery codes" />
      <div>
        <LinkButton href={leadsTo} variant="primary">
          I saved them
        </LinkButton>
      </div>
    </div>
  );
}
