import { SandboxButton, type SandboxAction } from "./sandbox-button";

/** Starts the sandbox and leads to its page; also for one that already runs. */
export function TrySandbox({ start, label = "Try the sandbox" }: { start: SandboxAction; label?: string }) {
  return <SandboxButton action={start} label={label} pendingText="The sandbox is starting" />;
}
