import { Callout } from "@/components/ui/callout";
import type { SandboxAction } from "./sandbox-button";
import { TrySandbox } from "./try-sandbox";

type SandboxControlProps = {
  /** While it runs, its controls are a bar of their own (stand-in-panel.tsx). */
  state: "unavailable" | "stopped" | "starting";
  start: SandboxAction;
  /** Only an admin starts it. */
  mayControl: boolean;
};

const WORDS = {
  unavailable: {
    title: "The sandbox cannot run here",
    says: "It needs the embedded Postgres, which is not installed beside this server. What was seen of it earlier is still here.",
  },
  stopped: {
    title: "The sandbox is stopped",
    says: "It stops together with Headroom. Its data is kept; start it to check it again.",
  },
  starting: { title: "The sandbox is starting", says: "It takes some seconds." },
};

/** Why the sandbox does not run, with the button to start it. */
export function SandboxControl({ state, start, mayControl }: SandboxControlProps) {
  const { title, says } = WORDS[state];
  return (
    <Callout
      title={title}
      action={
        mayControl && state === "stopped" ? <TrySandbox start={start} label="Start the sandbox" /> : null
      }
    >
      {says}
    </Callout>
  );
}
