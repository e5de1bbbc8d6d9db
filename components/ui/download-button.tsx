"use client";

import { Download } from "lucide-react";
import { buttonStyle, type ButtonVariant } from "./button-style";

type DownloadButtonProps = {
  /** Name of the file, without a folder. */
  name: string;
  text: string;
  variant?: ButtonVariant;
};

/** Saves a text as a file; nothing is asked of the server. */
export function saveText(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}

/** Saves a text that this page has as a file. */
export function DownloadButton({ name, text, variant = "ghost" }: DownloadButtonProps) {
  return (
    <button
      type="button"
      onClick={() => saveText(name, text)}
      title={`Download ${name}`}
      className={buttonStyle(variant, "sm")}
    >
      <Download aria-hidden className="size-4" />
      Download
    </button>
  );
}
