export type ShippedPackage = {
  place: string;
  name: string;
  version: string;
  license: string;
  integrity: string | null;
  needs: string[];
};
export type LockEntry = {
  name?: string;
  version?: string;
  license?: string;
  link?: boolean;
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
  peerDependenciesMeta?: Record<string, { optional?: boolean }>;
};
export type Lock = { packages: Record<string, LockEntry> };

export function readLock(file?: string): Lock;
export function shippedPackages(lock: Lock): ShippedPackage[];
