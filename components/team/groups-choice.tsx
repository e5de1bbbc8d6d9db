import { Checkbox } from "@/components/ui/checkbox";

type GroupsChoiceProps = {
  /** Groups that databases have, and those that the person has. */
  known: readonly string[];
  chosen: readonly string[];
  onChange: (groups: string[]) => void;
  error?: string;
};

/** Groups of databases that a person sees; none means all. */
export function GroupsChoice({ known, chosen, onChange, error }: GroupsChoiceProps) {
  const names = [...new Set([...known, ...chosen])].sort();
  if (names.length === 0) return null;
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1 font-medium">Databases of these groups alone</legend>
      <p className="text-sm text-muted">
        {chosen.length === 0
          ? "None is chosen: all databases are seen."
          : "Databases of other groups stay unseen."}
      </p>
      <div className="flex flex-wrap gap-x-6 gap-y-2">
        {names.map((name) => (
          <Checkbox
            key={name}
            label={name}
            checked={chosen.includes(name)}
            onChange={({ target }) =>
              onChange(target.checked ? [...chosen, name] : chosen.filter((each) => each !== name))
            }
          />
        ))}
      </div>
      {error !== undefined && <p className="text-sm text-fail">{error}</p>}
    </fieldset>
  );
}
