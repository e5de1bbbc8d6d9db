import { CopyButton } from "@/components/ui/copy-button";
import { FoldingSection } from "@/components/ui/folding-section";
import type { Variable } from "@/lib/connect/variable";
import { count } from "@/lib/text/words";
import { Marked } from "./file-view";

type VariablesProps = {
  /** Variables as they are drawn, with secrets hidden. */
  shown: readonly Variable[];
  /** Variables as they are copied, in the same order. */
  variables: readonly Variable[];
  optional: readonly Variable[];
};

/** Every variable of an environment with its reason; those that are left at their defaults are folded. */
export function Variables({ shown, variables, optional }: VariablesProps) {
  return (
    <FoldingSection title="Variables" value={`${count(variables.length, "variable")}, each with its reason`}>
      <List shown={shown} copied={variables} />
      <details>
        <summary className="cursor-pointer py-1 text-sm text-muted">
          {optional.length} more at their defaults
        </summary>
        <List shown={optional} copied={optional} />
      </details>
    </FoldingSection>
  );
}

function List({ shown, copied }: { shown: readonly Variable[]; copied: readonly Variable[] }) {
  return (
    <ul className="grid min-w-0 grid-cols-1">
      {shown.map(({ name, value, why }, at) => (
        <li
          key={name}
          className="grid min-w-0 grid-cols-[minmax(0,1fr)_auto] items-start gap-x-4 gap-y-1 border-t border-line py-3 first:border-t-0 first:pt-0 md:grid-cols-[minmax(0,3fr)_minmax(0,2fr)_auto]"
        >
          <div className="min-w-0">
            <p className="font-mono text-sm font-medium wrap-anywhere">{name}</p>
            <p className="font-mono text-sm wrap-anywhere text-muted">
              <Marked text={value} />
            </p>
          </div>
          <p className="text-sm text-muted max-md:order-last max-md:col-span-2">{why}</p>
          <CopyButton text={`${name}=${copied[at]?.value ?? ""}`} what={name} />
        </li>
      ))}
    </ul>
  );
}
