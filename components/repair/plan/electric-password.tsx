"use client";

import { TriangleAlert } from "lucide-react";
import { Button } from "@/components/ui/button";
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
    <div role="status" className="grid gap-3 bg-warn-soft">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="flex min-w-0 flex-wrap items-center gap-x-2">
          <TriangleAlert aria-hidden className="size-4 shrink-0 text-warn" />
          <span className="font-medium text-warn wrap-anywhere">Password of {role}</span>
          <span className="text-sm text-muted">Shown once. Headroom does not keep it.</span>
        </p>
        <Button size="sm" onClick={onDone}>
          I saved it
        </Button>
      </div>
      <Code code={password} what="password" />
      <div className="grid grid-cols-1 gap-1">
        <p className="text-sm text-muted">The address for Electric, as it is given in its environment:</p>
        <Code
          code={environmentFor(electricUrl(address, role, password), address)}
          what="Electric's environment"
        />
      </div>
    </div>
  );
}
