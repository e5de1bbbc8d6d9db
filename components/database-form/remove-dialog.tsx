"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { Input } from "@/components/ui/input";

type Props = { name: string; open: boolean; pending: boolean; onClose: () => void; onRemove: () => void };

/** Asks before a database is deleted from Headroom: its name has to be typed. */
export function RemoveDialog({ name, open, pending, onClose, onRemove }: Props) {
  const [typed, setTyped] = useState("");
  const matches = typed.trim() === name;
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={`Delete ${name}`}
      actions={
        <>
          <Button onClick={onClose}>Keep it</Button>
          <Button
            variant="danger"
            disabled={!matches}
            pending={pending}
            pendingText="Deleting"
            onClick={onRemove}
          >
            Delete {name}
          </Button>
        </>
      }
    >
      <p>
        Headroom forgets the database, its password and every check that was kept. The database itself is not
        touched.
      </p>
      <Form onSubmit={() => matches && !pending && onRemove()}>
        <Field label={`Type ${name} to delete it`}>
          <Input value={typed} onChange={(event) => setTyped(event.target.value)} />
        </Field>
      </Form>
    </Dialog>
  );
}
