import type { Qr } from "@/lib/accounts/qr";

/** A QR code: dark on white in both themes, because readers expect it so. */
export function QrCode({ size, path, label }: Qr & { label: string }) {
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      className="w-56 max-w-full rounded-md border border-line"
    >
      <path fill="#fff" d={`M0 0h${size}v${size}H0z`} />
      <path fill="#000" d={path} />
    </svg>
  );
}
