/** Opens the image library and its fonts when the first picture is drawn; what is drawn lives in the files beside it. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type * as CanvasLibrary from '@napi-rs/canvas';
import type { Canvas, Image, SKRSContext2D } from '@napi-rs/canvas';

export type Pen = SKRSContext2D;

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Box extends Size {
  readonly x: number;
  readonly y: number;
}

/** Font families that are there on every machine, because the package brings them. */
export const SANS = 'Sandbox Sans';
export const MONO = 'Sandbox Mono';
export const SCRIPT = 'Sandbox Script';

const FONTS = [
  ['DejaVuSansCondensed.ttf', SANS],
  ['DejaVuSansCondensed-Bold.ttf', SANS],
  ['DejaVuSansMono.ttf', MONO],
  ['DejaVuSerif-Italic.ttf', SCRIPT],
] as const;
const QUALITY = 82;

let library: Promise<typeof CanvasLibrary> | undefined;

/** A picture that `paint` draws, as JPEG. Sizes are in pixels. @param blurPx how far out of focus it is */
export async function paintJpeg(size: Size, paint: (pen: Pen) => void, blurPx = 0): Promise<Buffer> {
  const sharp = await createCanvas(size);
  paint(sharp.getContext('2d'));
  if (blurPx === 0) return toJpeg(sharp);
  const blurred = await createCanvas(size);
  const pen = blurred.getContext('2d');
  pen.filter = `blur(${blurPx}px)`;
  pen.drawImage(sharp, 0, 0);
  return toJpeg(blurred);
}

/** An empty canvas. Sizes are in pixels. */
export async function createCanvas(size: Size): Promise<Canvas> {
  return (await open()).createCanvas(size.width, size.height);
}

/** Reads a picture. @throws Error when it is none that the library knows */
export async function readPicture(bytes: Buffer): Promise<Image> {
  return (await open()).loadImage(bytes);
}

/** What is on a canvas, as JPEG. */
export function toJpeg(canvas: Canvas): Promise<Buffer> {
  return canvas.encode('jpeg', QUALITY);
}

/** Loading costs tens of milliseconds that a start should not pay. */
function open(): Promise<typeof CanvasLibrary> {
  library ??= import('@napi-rs/canvas').then((loaded) => {
    const folder = dirname(createRequire(import.meta.url).resolve('dejavu-fonts-ttf/package.json'));
    for (const [file, family] of FONTS) loaded.GlobalFonts.registerFromPath(join(folder, 'ttf', file), family);
    return loaded;
  });
  return library;
}
