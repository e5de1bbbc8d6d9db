"use client";

import Link from "next/link";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Code } from "@/components/ui/code";
import { Section } from "@/components/ui/section";
import type { ApiToken } from "@/lib/accounts/api-token";
import { TokenForm } from "./token-form";
import { TokenList } from "./token-list";
import type { TokenActions } from "./types";

type TokensProps = TokenActions & { tokens: readonly ApiToken[]; groups: readonly string[] };

/** The API tokens: a new one, and those that there are. */
export function Tokens({ tokens, groups, make, revoke }: TokensProps) {
  const [made, setMade] = useState<{ name: string; token: string } | null>(null);
  return (
    <>
      {made && (
        <Callout
          tone="pass"
          role="status"
          title={`The token ${made.name}`}
          action={<Button onClick={() => setMade(null)}>I saved it</Button>}
        >
          <p>It is shown only now. Keep it where your tool reads its secrets.</p>
          <Code code={made.token} what="token" className="mt-2" />
        </Callout>
      )}
      <Section title="Make an API token">
        <p className="mb-4 text-sm text-muted">
          A token lets a script call the <Link href="/docs/api">API</Link>. It acts under its own name in the
          audit log, and opens no page.
        </p>
        <TokenForm groups={groups} make={make} onMade={(name, token) => setMade({ name, token })} />
      </Section>
      <Section title="API tokens">
        <TokenList tokens={tokens} revoke={revoke} />
      </Section>
    </>
  );
}
