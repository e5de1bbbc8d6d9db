"use client";

import { useRef, useState } from "react";
import { Field } from "@/components/ui/field";
import { focusFirstWrong } from "@/components/ui/focus-first-wrong";
import { Form, Submit } from "@/components/ui/form";
import { Input } from "@/components/ui/input";
import { RadioCards } from "@/components/ui/radio-cards";
import { issuesOf } from "@/lib/accounts/issues";
import type { FieldErrors } from "@/lib/databases/form";
import { runAsSchema, type RunAs as Login } from "@/lib/repair/run/input";

type RunAsProps = {
  /** The user whose credentials are stored. */
  stored: string;
  /** The other role that is used now; null for the stored one. */
  as: Login | null;
  onChange: (as: Login | null) => void;
  /** Text of the server for each field. */
  refused: FieldErrors;
  pending: boolean;
};

/** As whom the plan is computed and run: the stored credentials, or a role whose password is asked for and forgotten. */
export function RunAs({ stored, as, onChange, refused, pending }: RunAsProps) {
  const form = useRef<HTMLFormElement>(null);
  const [other, setOther] = useState(as !== null);
  const [user, setUser] = useState(as?.user ?? "");
  const [password, setPassword] = useState("");
  const [errors, setErrors] = useState<FieldErrors>({});

  const choose = (choice: "stored" | "other") => {
    setOther(choice === "other");
    if (choice === "stored" && as !== null) onChange(null);
  };
  const use = () => {
    const parsed = runAsSchema.safeParse({ user, password });
    if (parsed.success) {
      setErrors({});
      setPassword("");
      return onChange(parsed.data);
    }
    setErrors(issuesOf(parsed.error));
    focusFirstWrong(form);
  };
  return (
    <div className="grid gap-4">
      <RadioCards
        legend="Run it as"
        name="run-as"
        columns={2}
        options={[
          { value: "stored", label: "The stored credentials", hint: `User ${stored}.` },
          {
            value: "other",
            label: "Another role",
            hint: "Its password is asked for now and forgotten when this page is left.",
          },
        ]}
        value={other ? "other" : "stored"}
        onChange={choose}
      />
      {other && (
        <Form ref={form} className="grid items-start gap-4 sm:grid-cols-2" onSubmit={() => !pending && use()}>
          <Field
            label="User"
            error={errors.user ?? refused["as.user"]}
            hint="As it signs in, with all that the provider adds to a name."
          >
            <Input mono name="run-as-user" value={user} onChange={(event) => setUser(event.target.value)} />
          </Field>
          <Field
            label="Password"
            error={errors.password ?? refused["as.password"] ?? refused.as}
            hint={
              as === null
                ? "Kept in the memory of this page only."
                : `${as.user} is used now. Type it again to change that.`
            }
          >
            <Input
              mono
              type="password"
              name="run-as-password"
              autoComplete="off"
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          </Field>
          <div className="sm:col-span-2">
            <Submit pending={pending} pendingText="Reading the database">
              Use this role
            </Submit>
          </div>
        </Form>
      )}
    </div>
  );
}
