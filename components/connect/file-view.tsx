import { CopyButton } from "@/components/ui/copy-button";
import { DownloadButton } from "@/components/ui/download-button";
import { PLACEHOLDER } from "@/lib/connect/secrets";
import { plainText } from "@/lib/report/terminal";

type FileViewProps = {
  name: string;
  says: string | null;
  /** Text as it is drawn, with its secrets hidden. */
  shown: string;
  /** Text as it is copied and saved. */
  text: string;
};

const baseName = (name: string): string => name.slice(name.lastIndexOf("/") + 1);

/** Text whose placeholders stand out. */
export function Marked({ text }: { text: string }) {
  const plain = plainText(text);
  const found = [...plain.matchAll(PLACEHOLDER)];
  const ends = found.map((match) => match.index + match[0].length);
  return (
    <>
      {found.map((match, at) => (
        <span key={match.index}>
          {plain.slice(ends[at - 1] ?? 0, match.index)}
          <span className="text-warn">{match[0]}</span>
        </span>
      ))}
      {plain.slice(ends.at(-1) ?? 0)}
    </>
  );
}

/** A file to copy or to save. Control characters are shown as signs, and copied as they are. */
export function FileView({ name, says, shown, text }: FileViewProps) {
  return (
    <div className="grid min-w-0 grid-cols-1 gap-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <div className="min-w-0 flex-1 basis-48">
          <p className="font-mono text-sm wrap-anywhere">{name}</p>
          {says !== null && <p className="text-sm text-muted">{says}</p>}
        </div>
        <div className="flex gap-1">
          <CopyButton text={text} what={name} label="Copy" variant="ghost" />
          <DownloadButton name={baseName(name)} text={text} />
        </div>
      </div>
      <pre
        tabIndex={0}
        role="group"
        aria-label={name}
        className="max-h-[32rem] min-w-0 overflow-auto rounded-md border border-line bg-sunken p-3 font-mono text-sm whitespace-pre"
      >
        <code>
          <Marked text={shown.replace(/\n$/, "")} />
        </code>
      </pre>
    </div>
  );
}
