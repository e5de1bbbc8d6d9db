"use client";

import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Dialog } from "@/components/ui/dialog";

type RemoveProps = { name: string; remove: () => Promise<{ message: string } | void> };

/** Removes a channel after a second question: alerts that go to it alone reach no one. */
export function RemoveChannel({ name, remove }: RemoveProps) {
  const [open, setOpen] = useState(false);
  const [message, setMessage] = useState("");
  const [pending, start] = useTransition();
  const confirm = () => start(async () => setMessage((await remove())?.message ?? ""));
  return (
    <>
      <Button variant="danger" onClick={() => setOpen(true)}>
        Remove
      </Button>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title={`Remove ${name}`}
        actions={
          <>
            <Button data-first onClick={() => setOpen(false)}>
              Keep it
            </Button>
            <Button variant="danger" pending={pending} pendingText="Removing" onClick={confirm}>
              Remove
            </Button>
          </>
        }
      >
        {message !== "" && <Callout tone="fail" role="alert" title={message} />}
        <p>Its secrets are deleted. Rules that send to it alone then send to no one.</p>
      </Dialog>
    </>
  );
}
