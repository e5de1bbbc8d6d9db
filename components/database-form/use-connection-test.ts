"use client";

import { useRef, useState } from "react";
import { api } from "@/components/api/client";
import { connectionTestEndpoint } from "@/lib/api/connection-test";
import type { ConnectionTestEvent } from "@/lib/databases/visit";
import type { DatabaseInput } from "@/lib/databases/database";
import type { Stage } from "@/lib/snapshot/connection";

type Outcome = Extract<ConnectionTestEvent, { type: "done" }>;

export type ConnectionTest = {
  running: boolean;
  stages: Stage[];
  outcome: Outcome | null;
  /** Why there is no outcome: our own server refused or went away. */
  error: string | null;
};

const idle: ConnectionTest = { running: false, stages: [], outcome: null, error: null };

/** Runs "Test connection" and gathers its stages as they happen; a new run replaces the one before. */
export function useConnectionTest(): {
  test: ConnectionTest;
  run: (input: DatabaseInput & { id?: string }) => Promise<void>;
} {
  const [test, setTest] = useState(idle);
  const abort = useRef<AbortController | null>(null);
  const run = async (input: DatabaseInput & { id?: string }) => {
    abort.current?.abort();
    const { signal } = (abort.current = new AbortController());
    setTest({ ...idle, running: true });
    const update = (change: (test: ConnectionTest) => Partial<ConnectionTest>) => {
      if (!signal.aborted) setTest((now) => ({ ...now, ...change(now) }));
    };
    try {
      for await (const event of api.events(connectionTestEndpoint, { body: input, signal })) {
        if (event.type === "stage") update(({ stages }) => ({ stages: [...stages, event.stage] }));
        else if (event.type === "done") update(() => ({ outcome: event }));
        else update(() => ({ error: event.message }));
      }
    } catch (error) {
      update(() => ({ error: error instanceof Error ? error.message : "The test did not end." }));
    }
    update(() => ({ running: false }));
  };
  return { test, run };
}
