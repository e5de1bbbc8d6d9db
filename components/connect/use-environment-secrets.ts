"use client";

import { useEffect, useState } from "react";
import { useHydrated } from "@/components/ui/use-hydrated";
import { generateSecret, hidden, type Secrets } from "@/lib/connect/secrets";
import { forgetHanded, handedPassword } from "./handed-password";

export type SecretsKept = {
  /** Secrets of copies and downloads. */
  secrets: Secrets;
  /** Secrets as they are drawn. */
  shown: Secrets;
  /** Empty where none is known. */
  password: string;
  setPassword: (password: string) => void;
  /** The password came from the run before this page. */
  isHanded: boolean;
  isVisible: boolean;
  setVisible: (visible: boolean) => void;
  /** Makes another ELECTRIC_SECRET. */
  renew: () => void;
};

/** Holds the secrets of an environment in the page's own memory: never sent, never stored, gone when the page is left. */
export function useEnvironmentSecrets(databaseId: string): SecretsKept {
  const hydrated = useHydrated();
  const [handed] = useState(() => handedPassword(databaseId));
  const [password, setPassword] = useState(handed ?? "");
  const [secret, setSecret] = useState(generateSecret);
  const [isVisible, setVisible] = useState(false);
  useEffect(() => forgetHanded(), []);
  // The server renders placeholders: a secret of its own would be another one than the browser's.
  const secrets: Secrets = hydrated
    ? { password: password === "" ? null : password, secret }
    : { password: null, secret: null };
  return {
    secrets,
    shown: isVisible ? secrets : hidden(secrets),
    password,
    setPassword,
    isHanded: handed !== null && password === handed,
    isVisible,
    setVisible,
    renew: () => setSecret(generateSecret()),
  };
}
