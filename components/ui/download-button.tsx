"use client";

import { Download } from "lucide-react";
import { buttonStyle, type ButtonVariant } from "./button-style";

type DownloadButtonProps = {
  /** Name of the file, without a folder. */
  name: string;
  text: string;
  variant?: ButtonVariant;
};

/** Saves a text that this page has as a file; nothing is asked of the server. */
export function DownloadButton({ name, text, variant = "ghost" }: DownloadButtonProps) {
  const save = () => {
    const address = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
    const link = document.createElement("a");
    link.href = address;
    link.download = name;
    link.click();
    URL.revokeObjectURL(address);
  };
  return (
    <button type="button" onClick={save} title={`Download ${name}`} className={buttonStyle(variant, "sm")}>
      <Download aria-hidden className="size-4" />
      Download
    </button>
  );
}
