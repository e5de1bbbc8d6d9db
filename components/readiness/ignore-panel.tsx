"use client";

import { useState, useTransition } from "react";
import { useAnnounce } from "@/components/ui/announcer";
import { Button } from "@/components/ui/button";
import type { Refusal } from "@/lib/api/refusal";
import { isProblem, type IgnoreInput } from "@/lib/report/ignored";
import type { BriefFinding } from "./brief";
import { IgnoreDialog } from "./ignore-dialog";

/** Acts of an admin on a finding; null for a member. An answer is a refusal with its texts. */
export type IgnoreActions = {
  ignore: (checkId: string, input: IgnoreInput) => Promise<Refusal | void>;
  takeBack: (checkId: string) => Promise<Refusal | void>;
};

type IgnorePanelProps = {
  finding: BriefFinding;
  actions: IgnoreActions;
  /** Called before it changes, so that the row can be kept in sight. */
  onChange: () => void;
};

/** The button that sets a finding aside, or takes that back: one place, so that the focus stays where it was. */
export function IgnorePanel({ finding, actions, onChange }: IgnorePanelProps) {
  const { id, title, status, ignored } = finding;
  const announce = useAnnounce();
  const [asking, setAsking] = useState(false);
  /** Counts the times that it was asked: each begins with an empty form. */
  const [times, setTimes] = useState(0);
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, start] = useTransition();
  if (ignored === null && !isProblem(status)) return null;

  const ask = () => {
    setTimes(times + 1);
    setAsking(true);
  };
  const ignore = async (input: IgnoreInput) => {
    onChange();
    const refusal = await actions.ignore(id, input);
    if (refusal) return refusal;
    setProblem(null);
    setAsking(false);
    announce(`${title} is ignored now. The verdict stays.`);
  };
  const takeBack = () =>
    start(async () => {
      onChange();
      const refusal = await actions.takeBack(id);
      setProblem(refusal?.message ?? null);
      if (!refusal) announce(`${title} counts again.`);
    });
  return (
    <div className="flex flex-wrap items-center gap-3 border-t border-line pt-4">
      <Button
        size="sm"
        pending={pending}
        pendingText="Taking it back"
        onClick={ignored === null ? ask : takeBack}
      >
        {ignored === null ? "Ignore …" : "Take back"}
      </Button>
      <span className="text-sm text-muted">
        {ignored === null
          ? "Sets it aside with a reason and a last day."
          : "Lets it count among the problems again."}
      </span>
      {problem && (
        <span role="alert" className="text-sm text-fail">
          {problem}
        </span>
      )}
      {times > 0 && (
        <IgnoreDialog
          key={times}
          open={asking}
          title={title}
          onClose={() => setAsking(false)}
          submit={ignore}
        />
      )}
    </div>
  );
}
