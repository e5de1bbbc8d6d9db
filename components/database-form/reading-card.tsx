import { CircleCheck, CircleX, TriangleAlert } from "lucide-react";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { cx } from "@/components/ui/cx";
import type { FormValues } from "@/lib/databases/form";
import type { Reading } from "@/lib/postgres/connection-string";
import type { Flaw } from "@/lib/postgres/conninfo/fields";
import { providers } from "@/lib/postgres/provider";
import { count } from "@/lib/text/words";

type ReadingCardProps = {
  reading: Reading;
  values: FormValues;
  /** Databases of this Headroom that are this one. */
  same: readonly { id: string; name: string }[];
  onText: (text: string) => void;
};

const TLS: Record<string, string> = {
  disable: "none, plain text",
  allow: "TLS only if the server insists",
  prefer: "TLS if the server has it",
  require: "TLS, certificate not verified",
  "verify-ca": "TLS, certificate verified",
  "verify-full": "TLS, certificate and host verified",
};

/** Parts of a connection string as they were read, with its flaws and the button that corrects each. */
export function ReadingCard({ reading, values, same, onText }: ReadingCardProps) {
  const { flaws, provider } = reading;
  const errors = flaws.filter(({ severity }) => severity === "error").length;
  const things = flaws.length + (same.length > 0 ? 1 : 0);
  const Icon = errors > 0 ? CircleX : things > 0 ? TriangleAlert : CircleCheck;
  return (
    <section aria-label="What was read" className="overflow-hidden rounded-lg border border-line bg-surface">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-4 py-2.5 sm:px-5">
        <p
          className={cx(
            "flex items-center gap-1.5 font-medium",
            errors > 0 ? "text-fail" : things > 0 ? "text-warn" : "text-pass",
          )}
        >
          <Icon aria-hidden className="size-4" />
          {things === 0 ? "Read" : `${count(things, "thing")} to look at`}
        </p>
        {provider !== "other" && (
          <p className="text-sm text-muted">{providers[provider].name}, recognised by its host</p>
        )}
      </div>
      <Facts values={values} />
      <div aria-live="polite">
        <ul aria-label="Problems of the connection string">
          {flaws.map((flaw) => (
            <FlawRow key={flaw.id} flaw={flaw} onText={onText} />
          ))}
          {same.map(({ id, name }) => (
            <li key={id} className="flex items-center gap-3 bg-warn-soft px-4 py-2.5 text-sm sm:px-5">
              <TriangleAlert aria-hidden className="size-4 shrink-0 text-warn" />
              <span>
                This database is here already, as{" "}
                <Link
                  href={`/databases/${id}`}
                  className="font-medium text-accent underline underline-offset-2"
                >
                  {name}
                </Link>
                .
              </span>
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}

function Facts({
  values: { host, port, database, user, password, sslmode },
}: Pick<ReadingCardProps, "values">) {
  const facts: [name: string, value: string, mono: boolean][] = [
    ["Host", host, true],
    ["Database", database, true],
    ["Port", port, true],
    ["User", user, true],
    ["Encryption", TLS[sslmode] ?? sslmode, false],
    [
      "Password",
      password === "" ? "none in the string" : `${count(password.length, "character")}, stored encrypted`,
      false,
    ],
  ];
  return (
    <dl className="grid grid-cols-[6rem_minmax(0,1fr)] gap-x-3 gap-y-1.5 px-4 py-3 text-sm sm:grid-cols-[6rem_minmax(0,1.35fr)_5rem_minmax(0,1fr)] sm:px-5">
      {facts.map(([name, value, mono]) => (
        <div key={name} className="contents">
          <dt className="text-faint">{name}</dt>
          <dd className={cx("min-w-0 wrap-anywhere", mono && "font-mono text-xs leading-5")}>
            {value || "–"}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function FlawRow({ flaw, onText }: { flaw: Flaw; onText: (text: string) => void }) {
  const { severity, says, remedy } = flaw;
  const isError = severity === "error";
  const Icon = isError ? CircleX : TriangleAlert;
  return (
    <li
      className={cx(
        "flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-2.5 text-sm sm:px-5",
        isError ? "bg-fail-soft" : "bg-warn-soft",
      )}
    >
      <Icon aria-hidden className={cx("size-4 shrink-0", isError ? "text-fail" : "text-warn")} />
      <span className="min-w-0 flex-1 basis-64 wrap-anywhere">
        <span className="sr-only">{isError ? "Problem: " : "Advice: "}</span>
        {says}
      </span>
      {remedy && (
        <Button size="sm" onClick={() => onText(remedy.text)}>
          {remedy.label}
        </Button>
      )}
    </li>
  );
}
