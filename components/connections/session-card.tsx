"use client";

import { useState, useTransition } from "react";
import { useAnnounce } from "@/components/ui/announcer";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { plainText } from "@/lib/report/terminal";
import { age } from "@/lib/sample/holders";
import type { Action, Backend } from "@/lib/sample/backend";
import type { SignalAction, SignalInput } from "./sessions-dialog";
import { actionsFor, LABELS, outcomeText, questionFor } from "./signal-words";

type SessionCardProps = {
  backend: Backend;
  signal: ((input: SignalInput) => ReturnType<SignalAction>) | null;
  /** Called when something was done, or something else was found: the list is to be read again. */
  onSettled: () => void;
};

/** One session: what it does, since when, and for admins what can be ended of it, each after a question. */
export function SessionCard({ backend, signal, onSettled }: SessionCardProps) {
  const announce = useAnnounce();
  const [asking, setAsking] = useState<Action | null>(null);
  /** The second question, of Electric's own: its text, and what answers it. */
  const [again, setAgain] = useState<{ text: string; sure: string } | null>(null);
  const [told, setTold] = useState<{ tone: "pass" | "warn"; text: string } | null>(null);
  const [pending, start] = useTransition();
  const { pid, state, transactionMs, idleMs, waitsFor, query, backendStart, own } = backend;

  const send = (action: Action) =>
    start(async () => {
      if (signal === null) return;
      const { pid: _pid, ...rest } = backend;
      const seen = { pid, ...rest };
      const came = await signal({ action, seen, ...(again && { sure: again.sure }) });
      if (!("outcome" in came)) {
        const sure = came.fields["sure"];
        if (sure !== undefined && again === null) return setAgain({ text: came.message, sure });
        return setTold({ tone: "warn", text: came.message });
      }
      const text = outcomeText(action, came, pid);
      setTold({ tone: came.outcome === "done" ? "pass" : "warn", text });
      setAsking(null);
      setAgain(null);
      announce(text);
      if (came.outcome !== "not allowed") setTimeout(onSettled, 1500);
    });
  const stop = () => {
    setAsking(null);
    setAgain(null);
  };
  return (
    <li className="grid gap-2 rounded-md border border-line p-3">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <span className="font-mono text-sm">pid {pid}</span>
        <span className="text-sm text-muted">
          {state === "" ? "state hidden" : state}
          {transactionMs !== null && `, transaction open for ${age(transactionMs)}`}
          {idleMs !== null && `, idle for ${age(idleMs)}`}
        </span>
      </div>
      {waitsFor !== null && state === "active" && <p className="text-sm text-muted">Waits for {waitsFor}</p>}
      {query && (
        <pre
          className="max-h-24 overflow-auto rounded-sm bg-sunken p-2 font-mono text-xs whitespace-pre-wrap wrap-anywhere"
          tabIndex={0}
        >
          {plainText(query)}
        </pre>
      )}
      {told && (
        <Callout tone={told.tone} role="status">
          {told.text}
        </Callout>
      )}
      {own && <p className="text-sm text-muted">This is Headroom’s own session.</p>}
      {signal !== null && !own && backendStart === null && (
        <p className="text-sm text-muted">
          Headroom’s role may not see when it began, so nothing here could be sure to end this session and no
          other.
        </p>
      )}
      {signal !== null && !own && backendStart !== null && asking === null && (
        <div className="flex flex-wrap gap-2">
          {actionsFor(backend).map((action) => (
            <Button key={action} size="sm" onClick={() => setAsking(action)}>
              {LABELS[action]} …
            </Button>
          ))}
        </div>
      )}
      {asking !== null && (
        <Callout
          tone="warn"
          role="alert"
          title={again?.text ?? questionFor(asking, backend)}
          action={
            <div className="flex flex-wrap gap-2">
              <Button size="sm" onClick={stop}>
                Leave it
              </Button>
              <Button size="sm" variant="danger" pending={pending} onClick={() => send(asking)}>
                {again ? `Yes, ${LABELS[asking].toLowerCase()}` : LABELS[asking]}
              </Button>
            </div>
          }
        />
      )}
    </li>
  );
}
