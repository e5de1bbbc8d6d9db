import sharp from "sharp";

/** A still of an animation: a PNG, and for how long it stands, in ms. */
export type Still = { png: Buffer; ms: number };

/** Columns of the animation: half of the window, for a picture that a README shows. */
const WIDTH = 960;

/** Writes stills as one animated WebP that repeats without end. */
export async function writeAnimation(stills: readonly Still[], file: string): Promise<void> {
  const pages = await Promise.all(
    stills.map(({ png }) => sharp(png).resize({ width: WIDTH }).png().toBuffer()),
  );
  await sharp(pages, { join: { animated: true } })
    .webp({ quality: 80, effort: 6, loop: 0, delay: stills.map(({ ms }) => ms) })
    .toFile(file);
}
