"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Code } from "@/components/ui/code";
import { Section } from "@/components/ui/section";
import type { ShareLink } from "@/lib/wall/link";
import { LinkForm } from "./link-form";
import { LinkList } from "./link-list";
import type { Choice, SharingActions } from "./types";

type SharingProps = SharingActions & { links: readonly ShareLink[]; choices: readonly Choice[] };

/** The links to the wall: a new one, and those that there are. */
export function Sharing({ links, choices, makeLink, revokeLink }: SharingProps) {
  const [made, setMade] = useState<{ name: string; address: string } | null>(null);
  return (
    <>
      {made && (
        <Callout
          tone="pass"
          role="status"
          title={`The wall link ${made.name}`}
          action={<Button onClick={() => setMade(null)}>I saved it</Button>}
        >
          <p>
            It is shown only now. Open it once on each screen: the screen keeps a cookie, and the token leaves
            its address bar. It works on several screens until it expires or is revoked.
          </p>
          <Code code={made.address} what="wall link" className="mt-2" />
        </Callout>
      )}
      <Section title="Make a wall link">
        <p className="mb-4 text-sm text-muted">
          A wall link opens the live health view on a screen without an account. It works on several screens
          until it expires or is revoked.
        </p>
        <LinkForm
          choices={choices}
          makeLink={makeLink}
          onMade={(name, address) => setMade({ name, address })}
        />
      </Section>
      <Section title="Wall links">
        <LinkList links={links} choices={choices} revokeLink={revokeLink} />
      </Section>
    </>
  );
}
