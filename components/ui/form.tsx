"use client";

import type { ComponentProps } from "react";
import { Button } from "./button";
import { useHydrated } from "./use-hydrated";

type FormProps = Omit<ComponentProps<"form">, "onSubmit" | "method"> & { onSubmit: () => void };

/**
 * A form that we send ourselves. Should the browser send it before our code is there, it is a POST: what was typed, a
 * password perhaps, must never stand in an address.
 */
export function Form({ onSubmit, ...rest }: FormProps) {
  return (
    <form
      noValidate
      method="post"
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
      {...rest}
    />
  );
}

/** The button that sends a Form. Until our code is there it is disabled, so that Enter sends nothing and loses nothing. */
export function Submit(props: Omit<ComponentProps<typeof Button>, "type">) {
  const hydrated = useHydrated();
  return <Button type="submit" disabled={!hydrated} {...props} />;
}
