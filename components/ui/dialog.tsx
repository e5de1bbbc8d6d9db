"use client";

import { X } from "lucide-react";
import { useEffect, useId, useRef, type ReactNode } from "react";
import { Button } from "./button";

type DialogProps = {
  open: boolean;
  /** Called when it wants to close: Esc, the cross, or a press outside. */
  onClose: () => void;
  title: ReactNode;
  /** The buttons, in a row at the bottom. */
  actions?: ReactNode;
  children?: ReactNode;
};

/**
 * A modal dialog on the browser's own `<dialog>`: focus stays inside and returns to what opened it, Esc closes,
 * what is marked `data-first` has it at first, or else the cross; the page behind is inert, and nothing is styled inline
 * (the content security policy allows no inline styles).
 */
export function Dialog({ open, onClose, title, actions, children }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const dialog = ref.current;
    if (open && !dialog?.open) {
      dialog?.showModal();
      dialog?.querySelector<HTMLElement>("[data-first]")?.focus();
    }
    if (!open && dialog?.open) dialog.close();
  }, [open]);
  return (
    <dialog
      ref={ref}
      aria-labelledby={id}
      onClose={onClose}
      onClick={(event) => event.target === event.currentTarget && onClose()}
      className="m-auto w-[min(34rem,calc(100vw-2rem))] rounded-lg border border-line bg-surface p-0 text-ink"
    >
      <div className="grid gap-4 p-6">
        <div className="flex items-start justify-between gap-4">
          <h2 id={id} className="text-lg font-semibold">
            {title}
          </h2>
          <Button variant="ghost" size="sm" className="-mt-1 -mr-2 px-2" aria-label="Close" onClick={onClose}>
            <X aria-hidden className="size-4" />
          </Button>
        </div>
        {children}
        {actions && <div className="flex flex-wrap justify-end gap-2">{actions}</div>}
      </div>
    </dialog>
  );
}
