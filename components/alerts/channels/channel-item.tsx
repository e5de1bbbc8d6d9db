"use client";

import Link from "next/link";
import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { kindOf } from "@/lib/alerts/channels";
import type { ChannelRow } from "@/lib/alerts/channels/view";
import { ChannelIcon } from "./channel-icon";
import { LastResult } from "./last-result";

/** Sends a test over a channel; returns what the receiver answered, or why nothing was sent. */
export type TestChannel = (id: string) => Promise<{ ok: boolean; says: string } | { message: string }>;

/** One channel: where it sends to, what came of the last message, and its test. */
export function ChannelItem({ channel, test }: { channel: ChannelRow; test: TestChannel | null }) {
  const { id, kind, name, where, last } = channel;
  const [answer, setAnswer] = useState<{ ok: boolean; says: string } | null>(null);
  const [pending, start] = useTransition();
  const send = () =>
    start(async () => {
      setAnswer(null);
      const said = await test?.(id);
      if (said !== undefined) setAnswer("message" in said ? { ok: false, says: said.message } : said);
    });
  return (
    <li className="flex flex-wrap gap-x-3 gap-y-2 border-b border-line py-3 last:border-b-0">
      <ChannelIcon kind={kind} className="mt-1 size-4 shrink-0 text-muted" />
      <div className="min-w-0 flex-1 basis-40">
        <p className="wrap-anywhere">
          <span className="font-semibold">{kindOf(kind).label}</span>{" "}
          {test === null ? (
            <span className="text-muted">{name}</span>
          ) : (
            <Link href={`/alerts/channels/${id}`} className="text-accent hover:underline">
              {name}
            </Link>
          )}{" "}
          {where !== "" && <span className="text-muted">{where}</span>}
        </p>
        <LastResult kind={kind} last={last} />
        <p role="status" className="text-sm wrap-anywhere">
          {answer !== null && `${answer.ok ? "Test sent" : "Test failed"}: ${answer.says}`}
        </p>
      </div>
      {test !== null && (
        <Button
          size="sm"
          className="shrink-0 self-start"
          pending={pending}
          pendingText="Sending a test"
          aria-label={`Send a test to ${name}`}
          onClick={send}
        >
          Send a test
        </Button>
      )}
    </li>
  );
}
