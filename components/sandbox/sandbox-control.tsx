import { Callout } from "@/components/ui/callout";
import { SandboxButton, type SandboxAction } from "./sandbox-button";
import { TrySandbox } from "./try-sandbox";

type SandboxControlProps = {
  state: "unavailable" | "stopped" | "starting" | "running";
  start: SandboxAction;
  stop: SandboxAction;
  /** Only an admin starts and stops it. */
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
  running: {
    title: "This is the sandbox",
    says: "A Postgres of Headroom's own that looks like a new PlanetScale database, with a shop's application on it that holds 6 to 9 connections.",
  },
};

/** The sandbox as its page tells of it, with the button to start or stop it. */
export function SandboxControl({ state, start, stop, mayControl }: SandboxControlProps) {
  const { title, says } = WORDS[state];
  return (
    <Callout
      title={title}
      action={
        mayControl && state === "stopped" ? (
          <TrySandbox start={start} label="Start the sandbox" />
        ) : mayControl && state === "running" ? (
          <SandboxButton action={stop} label="Stop the sandbox" pendingText="The sandbox is stopping" />
        ) : null
      }
    >
      {says}
    </Callout>
  );
}
