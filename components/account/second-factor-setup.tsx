"use client";

import { useState, useTransition } from "react";
import { CodeInput } from "./code-input";
import { OwnPasswordField } from "./own-password-field";
import { QrCode } from "./qr-code";
import { RecoveryCodes } from "./recovery-codes";
import type { SecondFactorActions } from "./types";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Code } from "@/components/ui/code";
import { Form, Submit } from "@/components/ui/form";
import type { Refusal } from "@/lib/api/refusal";
import type { Qr } from "@/lib/accounts/qr";

type Secret = { secret: string; qr: Qr };

type Props = Pick<SecondFactorActions, "begin" | "turnOn"> & {
  /** Whether the own password is asked for before the secret is shown. */
  asksPassword: boolean;
  /** Page that the last button leads to. */
  leadsTo: string;
};

/** Sets a second factor up: a secret for the app, a code that shows that the app has it, and recovery codes. */
export function SecondFactorSetup({ asksPassword, leadsTo, begin, turnOn }: Props) {
  const [secret, setSecret] = useState<Secret | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  if (codes !== null) return <RecoveryCodes codes={codes} leadsTo={leadsTo} />;
  if (secret === null) return <Begin asksPassword={asksPassword} begin={begin} onBegun={setSecret} />;
  return <Confirm {...secret} turnOn={turnOn} onDone={setCodes} />;
}

function Begin({
  asksPassword,
  begin,
  onBegun,
}: Pick<Props, "asksPassword" | "begin"> & { onBegun: (secret: Secret) => void }) {
  const [ownPassword, setOwnPassword] = useState("");
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [pending, start] = useTransition();
  const send = () =>
    start(async () => {
      const answer = await begin(asksPassword && ownPassword !== "" ? { ownPassword } : {});
      if ("message" in answer) setRefusal(answer);
      else onBegun(answer);
    });
  return (
    <Form className="grid max-w-xl gap-4" onSubmit={() => !pending && send()}>
      {refusal?.message && !refusal.fields.ownPassword && (
        <Callout tone="fail" role="alert" title={refusal.message} />
      )}
      {asksPassword && (
        <OwnPasswordField value={ownPassword} error={refusal?.fields.ownPassword} onChange={setOwnPassword} />
      )}
      <div>
        <Submit variant="primary" pending={pending} pendingText="Making the secret">
          Set up second factor
        </Submit>
      </div>
    </Form>
  );
}

function Confirm({
  secret,
  qr,
  turnOn,
  onDone,
}: Secret & Pick<Props, "turnOn"> & { onDone: (codes: readonly string[]) => void }) {
  const [code, setCode] = useState("");
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [pending, start] = useTransition();
  const send = () =>
    start(async () => {
      const answer = await turnOn({ code });
      if ("message" in answer) setRefusal(answer);
      else onDone(answer.codes);
    });
  return (
    <Form className="grid max-w-xl grid-cols-1 gap-4" onSubmit={() => !pending && send()}>
      <p>
        Scan this with an authenticator app, or type the secret into it. Then type the code that it shows.
      </p>
      <QrCode {...qr} label="QR code of the secret for an authenticator app" />
      <Code code={secret.replace(/(.{4})(?=.)/g, "$1 ")} what="secret" />
      {refusal?.message && <Callout tone="fail" role="alert" title={refusal.message} />}
      <CodeInput value={code} error={refusal?.fields.code} recovery={false} autoFocus onChange={setCode} />
      <div>
        <Button type="submit" variant="primary" pending={pending}>
          Turn on
        </Button>
      </div>
    </Form>
  );
}
