/** The search of the documentation: a plain form, answered by the server. */
export function DocSearch({ question }: { question: string }) {
  return (
    <form action="/docs" role="search" className="flex gap-2">
      <label className="sr-only" htmlFor="docs-q">
        Search the documentation
      </label>
      <input
        id="docs-q"
        name="q"
        type="search"
        defaultValue={question}
        maxLength={200}
        placeholder="Search the documentation"
        className="h-10 min-w-0 flex-1 rounded-md border border-edge bg-surface px-3 text-ink placeholder:text-muted"
      />
      <button
        type="submit"
        className="h-10 rounded-md border border-edge bg-surface px-4 font-medium hover:bg-sunken"
      >
        Search
      </button>
    </form>
  );
}
