"use client";

import { useImperativeHandle, useLayoutEffect, useRef, useState, type Ref } from "react";
import { useHydrated } from "./use-hydrated";

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

// What is typed into a page whose code is still on its way stands in the document and nowhere else: the next render of
// a controlled field would take it away. A password manager is often that early.

/**
 * Returns the ref of a controlled field that tells its onChange, once, what was typed, chosen or filled in before our
 * code was there. `value` is what the field was rendered with; undefined where it is not controlled. `ref` is the
 * caller's own and gets the element too.
 */
export function useCatchUp<Element extends Control>(
  value: string | number | boolean | readonly string[] | undefined,
  ref: Ref<Element> | undefined,
): Ref<Element> {
  const own = useRef<Element>(null);
  const [early] = useState(!useHydrated());
  const rendered = useRef(value);
  useImperativeHandle<Element | null, Element | null>(ref, () => own.current);
  // Read before any other render writes over it; told after this one is over, for React puts a field back whose change
  // it hears while it renders.
  useLayoutEffect(() => {
    const control = own.current;
    if (!early || control === null || rendered.current === undefined) return;
    const ticks = typeof rendered.current === "boolean" && control instanceof HTMLInputElement;
    const found = ticks ? control.checked : control.value;
    const sent = ticks ? rendered.current : String(rendered.current).replaceAll("\r\n", "\n");
    if (found !== sent) queueMicrotask(() => tell(control, found, String(sent)));
  }, [early]);
  return own;
}

function tell(control: Control, found: string | boolean, sent: string): void {
  if (typeof found === "boolean") {
    // A click is the event that React hears, and it turns the box round. Of a group of radios the chosen one speaks.
    if (!(control instanceof HTMLInputElement) || (control.type === "radio" && !found)) return;
    control.checked = !found;
    control.click();
    return;
  }
  // React hears of a value that it did not set itself: it sees what is set on the element, not what the prototype sets.
  control.value = sent;
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(control), "value")?.set?.call(control, found);
  const event = control instanceof HTMLSelectElement ? "change" : "input";
  control.dispatchEvent(new Event(event, { bubbles: true }));
}
