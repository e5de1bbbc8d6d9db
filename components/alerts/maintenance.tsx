"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { RelativeTime } from "@/components/ui/relative-time";
import type { SilenceRow } from "@/lib/alerts/page";
import { ActButton } from "./act-button";
import { MaintenanceDialog } from "./maintenance-dialog";
import type { AdminActions, AlertActions, Choices } from "./types";

type MaintenanceProps = {
  silences: readonly SilenceRow[];
  choices: Choices;
  endSilence: AlertActions["endSilence"];
  /** Null for a member. */
  plan: AdminActions["plan"] | null;
};

/** Mutes in force and planned maintenance, with their end and their next begin. */
export function Maintenance({ silences, choices, endSilence, plan }: MaintenanceProps) {
  const [asked, setAsked] = useState({ times: 0, isOpen: false });
  return (
    <section aria-labelledby="maintenance">
      <div className="mb-2 flex items-baseline gap-3">
        <h2 id="maintenance" className="text-lg font-semibold">
          Maintenance
        </h2>
        {plan && (
          <Button
            variant="ghost"
            size="sm"
            className="ml-auto text-accent"
            onClick={() => setAsked({ times: asked.times + 1, isOpen: true })}
          >
            Plan
          </Button>
        )}
      </div>
      {silences.length === 0 ? (
        <p className="text-sm text-muted">
          None planned. During a maintenance alerts are shown here and not sent; what still fires afterwards
          is sent then.
        </p>
      ) : (
        <ul className="grid gap-3">
          {silences.map((silence) => (
            <li key={silence.id} className="flex flex-wrap items-start gap-x-3 gap-y-1 text-sm text-muted">
              <span className="min-w-0 flex-1 basis-48 wrap-anywhere">
                {silence.text}{" "}
                {silence.until ? (
                  <>
                    It ends <RelativeTime at={silence.until} />.
                  </>
                ) : (
                  silence.next && (
                    <>
                      Next <RelativeTime at={silence.next} />.
                    </>
                  )
                )}{" "}
                By {silence.by}.
              </span>
              {(silence.kind === "mute" || plan) && (
                <ActButton
                  variant="ghost"
                  label={`End: ${silence.text}`}
                  done="It is ended. What fires is sent."
                  act={() => endSilence(silence.id)}
                >
                  {silence.kind === "mute" ? "Unmute" : "Remove"}
                </ActButton>
              )}
            </li>
          ))}
        </ul>
      )}
      {plan && asked.times > 0 && (
        <MaintenanceDialog
          key={asked.times}
          open={asked.isOpen}
          choices={choices}
          plan={plan}
          onClose={() => setAsked({ ...asked, isOpen: false })}
        />
      )}
    </section>
  );
}
