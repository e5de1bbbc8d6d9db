import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Code } from "@/components/ui/code";

/** A password that was just made: it is shown here once, and nowhere again. */
export function PasswordShown({
  name,
  password,
  onDone,
}: {
  name: string;
  password: string;
  onDone: () => void;
}) {
  return (
    <Callout
      tone="pass"
      role="status"
      title={`The password of ${name}`}
      action={<Button onClick={onDone}>I have passed it on</Button>}
    >
      <p>It is shown only now. Pass it on by a safe way; {name} has to change it at the first sign-in.</p>
      <Code code={password} what="password" className="mt-2 max-w-xl" />
    </Callout>
  );
}
