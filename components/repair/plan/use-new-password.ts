"use client";

import { useEffect, useEffectEvent, useState } from "react";
import type { Refusal } from "@/lib/api/refusal";
import { fallback } from "@/lib/log/unlogged";
import type { PlanBrief } from "@/lib/repair/plan/brief";
import type { RepairActions } from "./actions";
import type { RepairRequest } from "../repair-url";
import { isRefusal } from "@/components/api/refused";
import type { Made, SecretsKept } from "./use-secrets";

export type NewPassword = {
  /** The plan makes the role, so that a password is made unless an admin wants none. */
  needed: boolean;
  /** Why there is none, as a sentence. */
  problem: string | null;
  tryAgain: () => void;
};

const NO_ANSWER: Refusal = {
  message: "Headroom's own server did not answer, so there is no new password yet.",
  fields: {},
};

type Answered = { plan: Pick<PlanBrief, "for" | "makesRole"> };

type Todo = "make" | "drop" | "nothing";

/** Returns what is to be done about the password once a plan is there: a role that exists gets one only when asked. */
export function passwordTodo(
  answer: Answered | null,
  made: Made | null,
  asked: RepairRequest["password"],
): Todo {
  if (answer === null) return "nothing";
  const wanted = takesOne(answer) && (asked === null ? answer.plan.makesRole !== null : asked === "new");
  if (wanted) return made === null ? "make" : "nothing";
  return made === null ? "nothing" : "drop";
}

const takesOne = ({ plan }: Answered) => plan.for.kind === "ready" || plan.for.kind === "checks";

/**
 * Makes a password for Electric's role when a plan makes that role, or when an admin asks for one, and drops it when
 * neither holds any more. `answer` is null while another plan is computed, `make` for a member; `asked` is what an admin wants.
 */
export function useNewPassword(
  answer: Answered | null,
  { made, setMade }: SecretsKept,
  make: RepairActions["newPassword"] | null,
  asked: RepairRequest["password"],
): NewPassword {
  const [problem, setProblem] = useState<string | null>(null);
  const [tries, setTries] = useState(0);
  const todo = make === null ? "nothing" : passwordTodo(answer, made, asked);

  const keep = useEffectEvent(setMade);
  useEffect(() => {
    if (todo === "drop") return keep(null);
    if (todo !== "make" || make === null) return;
    let gone = false;
    const answer = make().catch(fallback(NO_ANSWER, "the page says that no answer came"));
    void answer.then((answered) => {
      if (gone) return;
      setProblem(isRefusal(answered) ? answered.message : null);
      if (!isRefusal(answered)) keep(answered);
    });
    return () => {
      gone = true;
    };
  }, [todo, make, tries]);
  return {
    needed:
      asked === null && made !== null
        ? true
        : answer !== null && takesOne(answer) && answer.plan.makesRole !== null,
    problem: todo === "make" ? problem : null,
    tryAgain: () => setTries(tries + 1),
  };
}
