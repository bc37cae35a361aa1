/** Draws the small placeholder pictures that stand for selfies and documents. */
import { encode } from 'jpeg-js';

type Colour = readonly [red: number, green: number, blue: number];

interface Size {
  readonly width: number;
  readonly height: number;
}

const QUALITY = 80;
const INK: Colour = [52, 60, 76];
const PAPER: Colour = [240, 243, 247];

/** A face before a plain wall, as JPEG. `hue` in degrees sets the colour of the wall. */
export function drawFace({ width, height, hue }: Size & { readonly hue: number }): Buffer {
  const canvas = new Canvas({ width, height }, colourOf(hue, 0.75));
  const [x, y] = [width / 2, height * 0.44];
  canvas.ellipse(x, height * 1.06, width * 0.42, height * 0.3, colourOf(hue + 180, 0.45));
  canvas.ellipse(x, y - height * 0.04, width * 0.28, height * 0.27, [74, 53, 42]);
  canvas.ellipse(x, y, width * 0.23, height * 0.23, [224, 182, 150]);
  for (const side of [-1, 1])
    canvas.ellipse(x + side * width * 0.09, y - height * 0.03, width * 0.024, height * 0.018, INK);
  canvas.ellipse(x, y + height * 0.11, width * 0.08, height * 0.016, [168, 84, 84]);
  return canvas.jpeg();
}

/** One side of an identity card, as JPEG. */
export function drawCard(card: Size & { readonly hue: number; readonly side: 'front' | 'back' }): Buffer {
  const { width, height, hue, side } = card;
  const canvas = new Canvas(card, PAPER);
  canvas.rectangle(0, 0, width, height * 0.18, colourOf(hue, 0.5));
  if (side === 'front') {
    canvas.rectangle(width * 0.06, height * 0.28, width * 0.28, height * 0.6, colourOf(hue, 0.75));
    canvas.ellipse(width * 0.2, height * 0.52, width * 0.08, height * 0.16, [224, 182, 150]);
    canvas.ellipse(width * 0.2, height * 0.86, width * 0.11, height * 0.15, colourOf(hue + 180, 0.45));
    canvas.rectangle(0, height * 0.88, width, height * 0.12, PAPER);
    for (let line = 0; line < 6; line++) {
      canvas.rectangle(width * 0.4, height * (0.3 + line * 0.1), width * (0.5 - (line % 3) * 0.1), height * 0.035, INK);
    }
  } else {
    for (let bar = 0; bar < 60; bar++) {
      if ((bar * 7 + hue) % 5 < 3)
        canvas.rectangle(width * (0.08 + bar * 0.014), height * 0.34, width * 0.008, height * 0.42, INK);
    }
  }
  return canvas.jpeg();
}

/** Black squares on white from rows of booleans, with a quiet border, as JPEG. */
export function drawMatrix(isDark: (row: number, column: number) => boolean, size: number): Buffer {
  const [scale, border] = [4, 4];
  const side = (size + 2 * border) * scale;
  const canvas = new Canvas({ width: side, height: side }, [255, 255, 255]);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      if (isDark(row, column))
        canvas.rectangle((column + border) * scale, (row + border) * scale, scale, scale, [0, 0, 0]);
    }
  }
  return canvas.jpeg();
}

class Canvas {
  private readonly pixels: Buffer;

  constructor(
    private readonly size: Size,
    background: Colour,
  ) {
    this.pixels = Buffer.alloc(size.width * size.height * 4, 255);
    this.rectangle(0, 0, size.width, size.height, background);
  }

  rectangle(left: number, top: number, width: number, height: number, colour: Colour): void {
    this.fill(left, top, left + width, top + height, colour, () => true);
  }

  ellipse(x: number, y: number, radiusX: number, radiusY: number, colour: Colour): void {
    const inside = (column: number, row: number) => ((column - x) / radiusX) ** 2 + ((row - y) / radiusY) ** 2 <= 1;
    this.fill(x - radiusX, y - radiusY, x + radiusX, y + radiusY, colour, inside);
  }

  jpeg(): Buffer {
    return encode({ ...this.size, data: this.pixels }, QUALITY).data;
  }

  private fill(
    left: number,
    top: number,
    right: number,
    bottom: number,
    [red, green, blue]: Colour,
    inside: (column: number, row: number) => boolean,
  ): void {
    const { width, height } = this.size;
    for (let row = Math.max(0, Math.round(top)); row < Math.min(height, Math.round(bottom)); row++) {
      for (let column = Math.max(0, Math.round(left)); column < Math.min(width, Math.round(right)); column++) {
        if (!inside(column, row)) continue;
        const at = (row * width + column) * 4;
        this.pixels[at] = red;
        this.pixels[at + 1] = green;
        this.pixels[at + 2] = blue;
      }
    }
  }
}

/** A soft colour of a hue in degrees and a lightness from 0 to 1. */
function colourOf(hue: number, lightness: number): Colour {
  const part = (shift: number) => {
    const k = (shift + hue / 30) % 12;
    return Math.round(
      255 * (lightness - 0.4 * Math.min(lightness, 1 - lightness) * Math.max(-1, Math.min(k - 3, 9 - k, 1))),
    );
  };
  return [part(0), part(8), part(4)];
}
