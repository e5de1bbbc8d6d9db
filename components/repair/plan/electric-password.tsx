"use client";

import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Code } from "@/components/ui/code";
import { environmentFor } from "@/lib/electric/address-family";
import { electricUrl } from "./electric-url";
import type { RepairedDatabase } from "./actions";

type ElectricPasswordProps = {
  role: string;
  password: string;
  address: RepairedDatabase["address"];
  onDone: () => void;
};

/** The password that a run gave Electric's role, and the address with it: here once, and nowhere again. */
export function ElectricPassword({ role, password, address, onDone }: ElectricPasswordProps) {
  return (
    <Callout
      tone="pass"
      role="status"
      title={`The password of ${role}`}
      action={<Button onClick={onDone}>I saved it</Button>}
    >
      <p>Shown once. Headroom does not keep it.</p>
      <div className="mt-2 grid grid-cols-1 gap-3">
        <Code code={password} what="password" className="max-w-xl" />
        <div className="grid grid-cols-1 gap-1">
          <p>The address for Electric, as it is given in its environment:</p>
          <Code
            code={environmentFor(electricUrl(address, role, password), address)}
            what="Electric's environment"
          />
        </div>
      </div>
    </Callout>
  );
}
