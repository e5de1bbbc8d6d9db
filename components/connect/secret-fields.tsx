import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { SecretsKept } from "./use-environment-secrets";

type SecretFieldsProps = { role: string; kept: SecretsKept };

/** The two secrets of an environment: the password, which the reader has, and ELECTRIC_SECRET, which is made here. */
export function SecretFields({ role, kept }: SecretFieldsProps) {
  return (
    <section
      aria-labelledby="connect-secrets"
      className="grid content-start gap-4 rounded-md border border-line bg-surface p-4"
    >
      <div className="grid gap-1">
        <h3 id="connect-secrets" className="font-semibold">
          Secrets
        </h3>
        <p className="text-sm text-muted">
          They stay in this browser tab: not sent, not stored, gone when the page is left.
        </p>
      </div>
      <Field
        label={`Password of ${role}`}
        aside="optional"
        hint={
          kept.isHanded
            ? "The one that the last run set."
            : "Empty: a placeholder stands in the files. Repair can set a new one."
        }
      >
        <Input
          type="password"
          autoComplete="off"
          value={kept.password}
          onChange={(event) => kept.setPassword(event.target.value)}
        />
      </Field>
      <div className="grid gap-2">
        <p className="text-sm font-medium">ELECTRIC_SECRET</p>
        <p className="text-sm text-muted">Generated here: 256 bits. Copies and downloads have it.</p>
        <div>
          <Button size="sm" onClick={kept.renew}>
            Generate another
          </Button>
        </div>
      </div>
      <Checkbox
        checked={kept.isVisible}
        onChange={(event) => kept.setVisible(event.target.checked)}
        label="Show secrets in the files"
      />
    </section>
  );
}
