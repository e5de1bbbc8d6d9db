"use client";

import { CircleCheck, CircleX } from "lucide-react";
import { useState, useTransition } from "react";
import { Field } from "@/components/ui/field";
import { Form, Submit } from "@/components/ui/form";
import { Input } from "@/components/ui/input";
import { RelativeTime } from "@/components/ui/relative-time";
import type { MailView } from "@/lib/mail/stored";

type MailTestProps = {
  /** The address that is proposed. */
  to: string;
  last: MailView["lastTest"];
  send: (input: { to: string }) => Promise<{ ok: boolean; says: string } | { message: string }>;
};

/** Sends a test mail; the last result stands below, with the words of the mail server. */
export function MailTest({ to: proposed, last, send }: MailTestProps) {
  const [to, setTo] = useState(proposed);
  const [refusal, setRefusal] = useState("");
  const [pending, start] = useTransition();
  const submit = () =>
    start(async () => {
      const answer = await send({ to });
      setRefusal("message" in answer ? answer.message : "");
    });
  return (
    <Form onSubmit={() => !pending && submit()} className="grid max-w-xl gap-3 border-t border-line pt-4">
      <div className="grid items-end gap-3 sm:grid-cols-[minmax(0,1fr)_auto]">
        <Field label="Send a test to" error={refusal}>
          <Input type="email" value={to} onChange={(event) => setTo(event.target.value)} />
        </Field>
        <Submit
          pending={pending}
          pendingText="Sending a test"
          className={refusal === "" ? "" : "self-center"}
        >
          Send a test
        </Submit>
      </div>
      <div role="status">
        {last !== null && (
          <p className={last.ok ? "flex gap-1.5 text-sm text-muted" : "flex gap-1.5 text-sm text-fail"}>
            {last.ok ? (
              <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-pass" />
            ) : (
              <CircleX aria-hidden className="mt-0.5 size-4 shrink-0" />
            )}
            <span className="min-w-0 wrap-anywhere">
              <RelativeTime at={last.at} />: {last.says}
            </span>
          </p>
        )}
      </div>
    </Form>
  );
}
