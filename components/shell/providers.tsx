"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { RETRY } from "@/components/api/retry";
import { Announcer } from "@/components/ui/announcer";
import { SessionNotice } from "./session-notice";

const newClient = () =>
  new QueryClient({
    defaultOptions: {
      queries: { ...RETRY, staleTime: 30_000, refetchOnWindowFocus: false },
      mutations: { retry: false },
    },
  });

/** Contexts of the client components below: the query cache of this page, and the live region. */
export function Providers({ children }: { children: ReactNode }) {
  const [client] = useState(newClient);
  return (
    <QueryClientProvider client={client}>
      <Announcer>
        {children}
        <SessionNotice />
      </Announcer>
    </QueryClientProvider>
  );
}
