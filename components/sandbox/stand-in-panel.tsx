"use client";

import { Callout } from "@/components/ui/callout";
import type { StandInStatus } from "@/lib/sandbox/stand-in";
import { loadWords } from "@/lib/sandbox/words";
import { heldNow, LoadControl } from "./load-control";
import { StandInForm } from "./stand-in-form";
import { StartedWith } from "./started-with";
import { StandInState } from "./stand-in-state";
import { useStandIn, type StandInAction } from "./use-stand-in";

type StandInPanelProps = {
  /** As it was when the page was made; asked anew each second from then on. */
  initial: StandInStatus;
  /** Only an admin starts, stops and changes; a member sees how it is doing. */
  mayControl: boolean;
  start: StandInAction;
  stop: StandInAction;
  setLoad: StandInAction;
};

/** The stand-in for Electric in the sandbox: what it is, how it is doing, and its buttons. */
export function StandInPanel({ initial, mayControl, start, stop, setLoad }: StandInPanelProps) {
  const standIn = useStandIn(initial);
  const { status, lost } = standIn;
  return (
    <section aria-labelledby="stand-in" className="min-w-0 rounded-md border border-line bg-surface">
      <div className="border-b border-line px-4 py-3">
        <h2 id="stand-in" className="font-semibold">
          Electric stand-in
        </h2>
      </div>
      <div className="grid gap-4 p-4">
        <div className="grid max-w-prose gap-1 text-muted">
          <p>
            With a pool of 20 on 25 connections beside the shop&apos;s 6 to 9 it does not fit: start it and
            watch the gauge.
          </p>
          <p className="text-sm">
            It behaves like Electric 1.7.12 towards connections and serves no shapes. Stopping it takes away
            its slot, and the publication and the role that it made unless other objects depend on them.
          </p>
        </div>
        <StandInState standIn={status.standIn} />
        {status.standIn !== null && <StartedWith environment={status.standIn.environment} />}
        {lost && (
          <Callout tone="warn" title="Headroom does not answer">
            What stands here is what was known last. It is asked again each second.
          </Callout>
        )}
        {status.standIn?.borrowedRole === true && (
          <Callout title="Electric's role was there before">
            The stand-in gave it a password of its own. A client that signs in as this role needs a new
            password when the stand-in is stopped.
          </Callout>
        )}
        {!status.running && (
          <Callout tone="warn" title="The sandbox does not run">
            The stand-in has nothing to connect to. Start the sandbox again.
          </Callout>
        )}
        {mayControl ? (
          <>
            <StandInForm {...standIn} start={start} stop={stop} />
            <LoadControl {...standIn} setLoad={setLoad} />
          </>
        ) : (
          <p className="text-sm text-muted">
            Application connections: {loadWords(status.load)}. {heldNow(status)} Only admins start and stop
            the stand-in.
          </p>
        )}
      </div>
    </section>
  );
}
