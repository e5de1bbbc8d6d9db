import { encode } from "uqr";

/** A QR code as one path of an SVG whose unit is a module; a quiet zone of four modules is part of it (ISO/IEC 18004, 6.3.8). */
export type Qr = { size: number; path: string };

/** Returns the QR code of a text. */
export function qrOf(text: string): Qr {
  const { size, data } = encode(text, { ecc: "M", border: 4 });
  const path = data
    .flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : "")))
    .join("");
  return { size, path };
}
