"use client";

import { ChevronDown, ChevronUp, FlaskConical } from "lucide-react";
import { useState } from "react";
import { Callout } from "@/components/ui/callout";
import { cx } from "@/components/ui/cx";
import { useMedia } from "@/components/ui/use-media";
import type { StandInStatus } from "@/lib/sandbox/stand-in";
import { loadWords, standInWords } from "@/lib/sandbox/words";
import { heldNow, LoadControl } from "./load-control";
import { SandboxButton, type SandboxAction } from "./sandbox-button";
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
  stopSandbox: SandboxAction;
};

const ID = "sandbox-controls";

/** The controls of the sandbox as a bar at the bottom of the window, outside of the page's flow; folded on a telephone. */
export function StandInPanel(props: StandInPanelProps) {
  const standIn = useStandIn(props.initial);
  const isWide = useMedia("(min-width: 64rem)");
  const [chosen, setChosen] = useState<boolean | null>(null);
  const isOpen = chosen ?? isWide;
  const Chevron = isOpen ? ChevronDown : ChevronUp;
  return (
    <>
      <div aria-hidden className="h-16 lg:h-24" />
      <section
        aria-labelledby="stand-in"
        className="fixed inset-x-0 bottom-0 z-10 max-h-[75dvh] overflow-y-auto border-t border-line bg-accent-soft"
      >
        <div className="mx-auto max-w-[90rem] px-4 sm:px-6 lg:flex lg:items-start lg:gap-x-6">
          <h2 id="stand-in" className="min-w-0 shrink-0 text-sm font-semibold">
            <button
              type="button"
              aria-expanded={isOpen}
              aria-controls={ID}
              onClick={() => setChosen(!isOpen)}
              className="flex min-h-11 w-full items-center gap-2 text-left -outline-offset-2 lg:min-h-14"
            >
              <FlaskConical aria-hidden className="size-4 shrink-0 text-accent" />
              <span className="whitespace-nowrap text-accent-strong">Sandbox controls</span>
              <span
                className={cx(
                  "min-w-0 truncate font-normal text-muted",
                  // By the width alone until the reader chooses: the server does not know it, and nothing is to jump.
                  (chosen === null || isOpen) && "lg:sr-only",
                )}
              >
                {standInWords(standIn.status)}
              </span>
              <Chevron aria-hidden className="ml-auto size-4 shrink-0" />
            </button>
          </h2>
          <div
            id={ID}
            className={cx(
              "grid min-w-0 grow gap-3 pb-3 lg:pt-2 lg:pb-2",
              chosen === null ? "max-lg:hidden" : !isOpen && "hidden",
            )}
          >
            <Controls {...props} {...standIn} />
          </div>
        </div>
      </section>
    </>
  );
}

type ControlsProps = StandInPanelProps & ReturnType<typeof useStandIn>;

function Controls({ status, lost, press, mayControl, start, stop, setLoad, stopSandbox }: ControlsProps) {
  const standIn = { status, lost, press };
  return (
    <>
      {mayControl ? (
        <div className="flex flex-wrap items-end gap-x-4 gap-y-3">
          <StandInForm {...standIn} start={start} stop={stop} />
          <LoadControl {...standIn} setLoad={setLoad} />
          <About />
          <div className="lg:ml-auto">
            <SandboxButton
              action={stopSandbox}
              label="Stop the sandbox"
              pendingText="The sandbox is stopping"
              size="sm"
              variant="ghost"
            />
          </div>
        </div>
      ) : (
        <p className="text-sm text-muted">
          Application connections: {loadWords(status.load)}. {heldNow(status)} Only admins start and stop the
          stand-in.
        </p>
      )}
      {status.standIn !== null && (
        <div className="flex flex-wrap items-start gap-x-6 gap-y-2 text-sm">
          <StandInState standIn={status.standIn} />
          <StartedWith environment={status.standIn.environment} />
        </div>
      )}
      <Notices status={status} lost={lost} />
    </>
  );
}

function Notices({ status, lost }: Pick<ControlsProps, "status" | "lost">) {
  return (
    <>
      {lost && (
        <Callout tone="warn" title="Headroom does not answer">
          The state shown is the last known one. It is read again each second.
        </Callout>
      )}
      {status.standIn?.borrowedRole === true && (
        <Callout title="Electric's role was there before">
          The stand-in gave it a password of its own. A client that signs in as this role needs a new password
          when the stand-in is stopped.
        </Callout>
      )}
      {!status.running && (
        <Callout tone="warn" title="The sandbox does not run">
          The stand-in has nothing to connect to. Start the sandbox again.
        </Callout>
      )}
    </>
  );
}

function About() {
  return (
    <details className="flex min-h-10 max-w-prose flex-col justify-center text-sm text-muted">
      <summary className="w-fit">About the stand-in</summary>
      <p className="mt-1 max-w-prose">
        It behaves like Electric 1.7.12 towards connections and serves no shapes. With a pool of 20 on 25
        connections beside the shop’s 6 to 9 it does not fit: start it and watch the gauge. Stopping it
        removes its slot, and the publication and the role that it made unless other objects depend on them.
      </p>
    </details>
  );
}
