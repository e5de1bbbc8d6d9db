"use client";

import { useSearchParams } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { useCheck } from "@/components/check/check-provider";
import { useKeys } from "@/components/ui/use-keys";
import { ignoredInWords } from "@/lib/report/ignored";
import { briefFinding, type BriefFinding } from "./brief";
import { CheckRow } from "./check-row";
import { ErrorLinks, type ErrorLink } from "./error-links";
import { RepairLink } from "./repair-link";
import { GROUPS } from "@/lib/checks/finding";
import { bandsOf } from "./bands";
import { GroupChips } from "./group-chips";
import { ManualStepLink } from "./manual-step-link";
import { SHOWN, countShown, groupsIn, ordered, shownAtFirst, withWaiting, type Shown } from "./groups";
import { IgnorePanel, type IgnoreActions } from "./ignore-panel";
import { NothingShown, ShownSwitch } from "./shown-switch";

type ReadinessProps = {
  databaseId: string;
  takenAt: string;
  findings: readonly BriefFinding[];
  /** Checks that a plan could fix. */
  fixable: readonly string[];
  /** Checks among them that the plan for everything clears. */
  cleared: readonly string[];
  /** Checks that a manual step of the plan answers. */
  manual: readonly string[];
  /** The known errors that each check explains, by its id. */
  errors: Readonly<Record<string, readonly ErrorLink[]>>;
  /** Null for a member. */
  ignoring: IgnoreActions | null;
};

/** Changes the page's address without asking the server: what is open and what is shown are the reader's. */
function setParam(name: string, value: string | null): void {
  const url = new URL(window.location.href);
  if (value === null) url.searchParams.delete(name);
  else url.searchParams.set(name, value);
  window.history.replaceState(null, "", url);
}

/** Moves the focus to the next or the previous check; false when the focus is somewhere else on the page. */
function moveFocus(by: 1 | -1): boolean {
  const rows = [...document.querySelectorAll<HTMLElement>("[data-check]")];
  const at = rows.findIndex((row) => row === document.activeElement);
  if (at === -1 && document.activeElement !== document.body) return false;
  const next = at === -1 ? (by === 1 ? 0 : rows.length - 1) : Math.min(Math.max(at + by, 0), rows.length - 1);
  rows[next]?.focus();
  return true;
}

/** Every check in the order of work; groups narrow it. 1 to 4 choose what is shown; j, k and the arrows move; Esc closes. */
export function Readiness({
  databaseId,
  takenAt,
  findings: told,
  fixable,
  cleared,
  manual,
  errors,
  ignoring,
}: ReadinessProps) {
  const params = useSearchParams();
  const { progress, live } = useCheck();
  const findings = withWaiting(told);
  const waiting = findings.filter((finding) => finding.waiting).length;

  const open = params.get("check");
  /** The check that was just ignored or taken back: its row stays until something else is chosen. */
  const [kept, keep] = useState<string | null>(null);
  const counts = countShown(findings);
  const asked = SHOWN.find((each) => each === params.get("show"));
  const chosen = asked === "ignored" && counts.ignored === 0 ? undefined : asked;
  const hidden =
    chosen === undefined &&
    open !== null &&
    !ordered(findings, { shown: shownAtFirst(findings), kept }).some(({ id }) => id === open);
  const group = GROUPS.find((each) => each === params.get("group")) ?? null;
  const shown: Shown = chosen ?? (hidden ? "all" : shownAtFirst(findings));
  const toggle = (id: string) => setParam("check", open === id ? null : id);
  const show = (to: Shown) => {
    keep(null);
    setParam("show", to);
    setParam("group", null);
  };

  useKeys({
    "1": () => show("problems"),
    "2": () => show("all"),
    "3": () => show("passed"),
    "4": () => (counts.ignored > 0 ? show("ignored") : false),
    j: () => moveFocus(1),
    k: () => moveFocus(-1),
    ArrowDown: () => moveFocus(1),
    ArrowUp: () => moveFocus(-1),
    Escape: () => {
      if (open === null) return false;
      setParam("check", null);
      document.querySelector<HTMLElement>(`[data-check="${CSS.escape(open)}"]`)?.focus();
    },
  });

  // A link to one check leads to it; what is opened later is in sight already.
  const linked = useRef(open);
  useEffect(() => {
    if (linked.current !== null) document.getElementById(linked.current)?.scrollIntoView({ block: "start" });
  }, []);

  const listed = ordered(findings, { shown, group, kept });
  const current = (finding: BriefFinding): BriefFinding => {
    const fresh = live ? progress.findings.get(finding.id) : undefined;
    return fresh ? briefFinding(fresh, finding.history, finding.ignored) : finding;
  };
  return (
    <div className="grid grid-cols-1 gap-4">
      <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
        <ShownSwitch shown={shown} counts={counts} onShow={show} />
        <GroupChips
          groups={groupsIn(findings, shown)}
          group={group}
          onGroup={(to) => setParam("group", to)}
        />
      </div>
      {listed.length === 0 && (
        <NothingShown shown={shown} ignored={ignoredInWords(ordered(findings, { shown: "ignored" }))} />
      )}
      {listed.length > 0 && (
        <div className="min-w-0 rounded-md border border-line bg-surface">
          {bandsOf(listed, shown, cleared).map(({ title, findings: some }) => (
            <section key={title} aria-labelledby={`band-${title}`} className="min-w-0">
              <h2
                id={`band-${title}`}
                className="border-b border-line bg-canvas px-4 py-1.5 text-sm text-muted"
              >
                {title}
              </h2>
              <ul className="border-b border-line in-[section:last-child]:border-b-0">
                {some.map((finding) => (
                  <CheckRow
                    key={finding.id}
                    databaseId={databaseId}
                    takenAt={finding.triedAt ?? takenAt}
                    finding={current(finding)}
                    open={open === finding.id}
                    awaited={live && finding.triedAt === null && !progress.findings.has(finding.id)}
                    onToggle={() => toggle(finding.id)}
                  >
                    <ErrorLinks errors={errors[finding.id] ?? []} />
                    {fixable.includes(finding.id) && (
                      <RepairLink databaseId={databaseId} checkId={finding.id} admin={ignoring !== null} />
                    )}
                    {manual.includes(finding.id) && (
                      <ManualStepLink databaseId={databaseId} checkId={finding.id} />
                    )}
                    {ignoring && finding.triedAt === null && (
                      <IgnorePanel finding={finding} actions={ignoring} onChange={() => keep(finding.id)} />
                    )}
                  </CheckRow>
                ))}
              </ul>
            </section>
          ))}
        </div>
      )}
      {waiting > 0 && shown === "problems" && (
        <p className="text-muted">
          {waiting} checks wait for a session with the database. They are judged once it can be reached; All
          shows them.
        </p>
      )}
    </div>
  );
}
