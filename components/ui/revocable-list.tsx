"use client";

import { useState, useTransition, type ReactNode } from "react";
import type { Refusal } from "@/lib/api/refusal";
import { Button } from "./button";
import { Callout } from "./callout";
import { Dialog } from "./dialog";
import { RelativeTime } from "./relative-time";
import { Table, Td, Th } from "./table";

/** An access that one person made and that can be revoked, such as a link or a token. Times are ISO 8601. */
type Revocable = { id: string; name: string; createdBy: string; state: string; expiresAt: string };

type RevocableListProps<Item extends Revocable> = {
  label: string;
  /** One word for an item, in lower case: "token". */
  noun: string;
  items: readonly Item[];
  /** Columns between the name and the expiry: their headings and cells. */
  columns: readonly { heading: string; cell: (item: Item) => ReactNode }[];
  /** Returns the word for an item that is not open. */
  stateOf: (item: Item) => string;
  canRevoke: (item: Item) => boolean;
  /** Returns the consequence of revoking an item, in a sentence. */
  consequence: (item: Item) => string;
  revoke: (id: string) => Promise<Refusal | void>;
};

/** Table of items with their maker and expiry, and the act that revokes one after a question. */
export function RevocableList<Item extends Revocable>(props: RevocableListProps<Item>) {
  const { label, noun, items, columns, stateOf, canRevoke, consequence, revoke } = props;
  const [asked, setAsked] = useState<Item | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, start] = useTransition();
  const end = (id: string) =>
    start(async () => {
      const refused = await revoke(id);
      setProblem(refused ? refused.message : null);
      setAsked(null);
    });
  return (
    <div className="grid grid-cols-1 gap-3">
      {problem !== null && <Callout tone="fail" role="alert" title={problem} />}
      <Table label={label}>
        <thead>
          <tr>
            {["Name", ...columns.map(({ heading }) => heading), "Expires"].map((heading) => (
              <Th key={heading}>{heading}</Th>
            ))}
            <Th>
              <span className="sr-only">Actions</span>
            </Th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.id} className={item.state === "open" ? undefined : "text-muted"}>
              <Td>
                <span className="block font-medium wrap-anywhere">{item.name}</span>
                <span className="block text-sm text-muted">made by {item.createdBy}</span>
              </Td>
              {columns.map(({ heading, cell }) => (
                <Td key={heading}>{cell(item)}</Td>
              ))}
              <Td>{item.state === "open" ? <RelativeTime at={item.expiresAt} /> : stateOf(item)}</Td>
              <Td>
                {canRevoke(item) && (
                  <span className="flex justify-end">
                    <Button size="sm" aria-label={`Revoke ${item.name}`} onClick={() => setAsked(item)}>
                      Revoke …
                    </Button>
                  </span>
                )}
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
      {asked && (
        <Dialog
          open
          onClose={() => setAsked(null)}
          title={`Revoke ${asked.name}`}
          actions={
            <>
              <Button onClick={() => setAsked(null)}>Cancel</Button>
              <Button variant="danger" pending={pending} data-first onClick={() => end(asked.id)}>
                Revoke {noun}
              </Button>
            </>
          }
        >
          <p>
            {consequence(asked)} A revoked {noun} cannot be restored.
          </p>
        </Dialog>
      )}
    </div>
  );
}
