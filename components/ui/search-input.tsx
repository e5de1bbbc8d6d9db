"use client";

import { Search } from "lucide-react";
import { cx } from "./cx";
import { Input } from "./input";

type SearchInputProps = {
  /** Things that it searches, for a screen reader. */
  label: string;
  placeholder: string;
  initial: string;
  onSearch: (text: string) => void;
  className?: string;
};

/** A field that narrows a list as it is typed into. */
export function SearchInput({ label, placeholder, initial, onSearch, className }: SearchInputProps) {
  return (
    <div className={cx("relative", className)}>
      <Search aria-hidden className="absolute top-1/2 left-3 size-4 -translate-y-1/2 text-faint" />
      <Input
        type="search"
        aria-label={label}
        placeholder={placeholder}
        defaultValue={initial}
        onChange={(event) => onSearch(event.target.value)}
        className="pl-9"
      />
    </div>
  );
}
