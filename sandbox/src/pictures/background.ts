/** Replaces what is behind a person on a picture by one colour, and crops the picture to a shape. */
import { createCanvas, readPicture, type Size, toJpeg } from './easel.js';

/** Each part from 0 to 255. */
export interface Colour {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
}

export interface Replacement {
  readonly colour: Colour;
  /** Width to height; without it the picture keeps its shape. */
  readonly aspect?: Size | undefined;
}

/** How far two neighbours may differ to belong to the same wall, and how far a wall may differ from its edge. */
const NEIGHBOUR_DISTANCE = 16;
const WALL_DISTANCE = 92;
/** A person stands on the lower edge: the wall is looked for at the other three. */
const SIDE_SHARE = 0.7;

/**
 * Makes the copy.
 * @param picture a JPEG or PNG
 * @returns a JPEG
 * @throws Error when the bytes are no picture
 */
export async function replaceBackground(picture: Buffer, { colour, aspect }: Replacement): Promise<Buffer> {
  const image = await readPicture(picture);
  const part = cropOf(image, aspect);
  const canvas = await createCanvas({ width: part.width, height: part.height });
  const pen = canvas.getContext('2d');
  const whole = await createCanvas(image);
  const wholePen = whole.getContext('2d');
  wholePen.drawImage(image, 0, 0);
  const pixels = wholePen.getImageData(0, 0, image.width, image.height);
  recolour(pixels.data, softened(wallOf(pixels.data, image), image), colour);
  wholePen.putImageData(pixels, 0, 0);
  pen.drawImage(whole, -part.x, -part.y);
  return toJpeg(canvas);
}

/** The largest part of the shape asked for; what has to go goes from both sides, and more from below than from above. */
function cropOf({ width, height }: Size, aspect: Size | undefined) {
  if (aspect === undefined) return { x: 0, y: 0, width, height };
  const wanted = aspect.width / aspect.height;
  const cropped =
    width / height > wanted
      ? { width: Math.max(1, Math.round(height * wanted)), height }
      : { width, height: Math.max(1, Math.round(width / wanted)) };
  return {
    ...cropped,
    x: Math.round((width - cropped.width) / 2),
    y: Math.round((height - cropped.height) * 0.35),
  };
}

/** Spreads from the edges over everything that looks like the wall. @returns 1 for each pixel of it */
function wallOf(pixels: Uint8ClampedArray, { width, height }: Size): Uint8Array {
  const wall = new Uint8Array(width * height);
  const edge = edgeOf(width, height);
  const mean = meanOf(pixels, edge);
  const found: number[] = [];
  const take = (at: number) => {
    wall[at] = 1;
    found.push(at);
  };
  for (const at of edge) {
    if (wall[at] === 0 && distance(pixels, at, mean) < WALL_DISTANCE) take(at);
  }
  for (let at = found.pop(); at !== undefined; at = found.pop()) {
    const x = at % width;
    const own = colourAt(pixels, at);
    const visit = (next: number) => {
      if (wall[next] === 1 || distance(pixels, next, own) > NEIGHBOUR_DISTANCE) return;
      if (distance(pixels, next, mean) < WALL_DISTANCE) take(next);
    };
    if (x > 0) visit(at - 1);
    if (x < width - 1) visit(at + 1);
    if (at >= width) visit(at - width);
    if (at < width * (height - 1)) visit(at + width);
  }
  return wall;
}

function edgeOf(width: number, height: number): number[] {
  const edge: number[] = [];
  for (let x = 0; x < width; x++) edge.push(x);
  for (let y = 1; y < height * SIDE_SHARE; y++) edge.push(y * width, y * width + width - 1);
  return edge;
}

type Triple = readonly [number, number, number];

function meanOf(pixels: Uint8ClampedArray, places: readonly number[]): Triple {
  let [red, green, blue] = [0, 0, 0];
  for (const at of places) {
    const [r, g, b] = colourAt(pixels, at);
    red += r;
    green += g;
    blue += b;
  }
  return [red / places.length, green / places.length, blue / places.length];
}

function colourAt(pixels: Uint8ClampedArray, at: number): Triple {
  return [pixels[at * 4] ?? 0, pixels[at * 4 + 1] ?? 0, pixels[at * 4 + 2] ?? 0];
}

function distance(pixels: Uint8ClampedArray, at: number, [red, green, blue]: Triple): number {
  const [r, g, b] = colourAt(pixels, at);
  return Math.abs(r - red) + Math.abs(g - green) + Math.abs(b - blue);
}

/** Shares of wall from 0 to 1, blurred by a pixel so that the outline is not jagged. */
function softened(wall: Uint8Array, { width, height }: Size): Float32Array {
  const shares = new Float32Array(wall.length);
  for (let at = 0; at < wall.length; at++) {
    const [x, y] = [at % width, Math.floor(at / width)];
    let [sum, count] = [0, 0];
    for (let row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row++) {
      for (let column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column++) {
        sum += wall[row * width + column] ?? 0;
        count += 1;
      }
    }
    shares[at] = sum / count;
  }
  return shares;
}

function recolour(pixels: Uint8ClampedArray, shares: Float32Array, { red, green, blue }: Colour): void {
  const wanted = [red, green, blue];
  for (const [at, share] of shares.entries()) {
    if (share === 0) continue;
    for (const [part, value] of wanted.entries()) {
      const before = pixels[at * 4 + part] ?? 0;
      pixels[at * 4 + part] = before + (value - before) * share;
    }
  }
}
