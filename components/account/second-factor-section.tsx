"use client";

import { useState, useTransition } from "react";
import { OwnPasswordField } from "./own-password-field";
import { RecoveryCodes } from "./recovery-codes";
import { SecondFactorSetup } from "./second-factor-setup";
import type { SecondFactorActions } from "./types";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Form } from "@/components/ui/form";
import { Section } from "@/components/ui/section";
import type { Refusal } from "@/lib/api/refusal";
import type { SecondFactor } from "@/lib/accounts/second-factor";

/** The own second factor: off with its set-up, or on with what can be done with it. */
export function SecondFactorSection({ isOn, codesLeft, ...rest }: SecondFactor & SecondFactorActions) {
  return (
    <Section title="Second factor" aside={isOn ? "on" : "off"}>
      {isOn ? (
        <IsOn codesLeft={codesLeft} {...rest} />
      ) : (
        <div className="grid gap-4">
          <p className="text-muted">After the password, a code of an authenticator app is asked for.</p>
          <SecondFactorSetup asksPassword={rest.hasPassword} leadsTo="/account" {...rest} />
        </div>
      )}
    </Section>
  );
}

type IsOnProps = Omit<SecondFactor, "isOn"> & Pick<SecondFactorActions, "turnOff" | "renewCodes">;

function IsOn({ codesLeft, isRequired, hasPassword, turnOff, renewCodes }: IsOnProps) {
  const [ownPassword, setOwnPassword] = useState("");
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [pending, start] = useTransition();
  if (codes !== null) return <RecoveryCodes codes={codes} leadsTo="/account" />;
  const input = () => (ownPassword === "" ? {} : { ownPassword });
  const renew = () =>
    start(async () => {
      const answer = await renewCodes(input());
      if ("message" in answer) setRefusal(answer);
      else setCodes(answer.codes);
    });
  const off = () => start(async () => setRefusal((await turnOff(input())) ?? null));
  return (
    <Form className="grid max-w-xl gap-4" onSubmit={() => !pending && renew()}>
      <p>
        {codesLeft === 1 ? "1 recovery code is left." : `${codesLeft} recovery codes are left.`} New ones
        replace them.
      </p>
      {refusal?.message && !refusal.fields.ownPassword && (
        <Callout tone="fail" role="alert" title={refusal.message} />
      )}
      {hasPassword && (
        <OwnPasswordField value={ownPassword} error={refusal?.fields.ownPassword} onChange={setOwnPassword} />
      )}
      <div className="flex flex-wrap gap-3">
        <Button type="submit" pending={pending}>
          New recovery codes
        </Button>
        {!isRequired && (
          <Button variant="danger" pending={pending} onClick={off}>
            Turn off
          </Button>
        )}
      </div>
    </Form>
  );
}
