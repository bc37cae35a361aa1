/** Draws black squares on white, as QR codes are made of. */
import { encode } from 'jpeg-js';

const QUALITY = 80;
const SCALE = 4;
const BORDER = 4;

/** Squares from rows of booleans, with a quiet border, as JPEG. @param size number of rows and of columns */
export function drawMatrix(isDark: (row: number, column: number) => boolean, size: number): Buffer {
  const side = (size + 2 * BORDER) * SCALE;
  const pixels = Buffer.alloc(side * side * 4, 255);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const [row, column] = [Math.floor(y / SCALE) - BORDER, Math.floor(x / SCALE) - BORDER];
      const isInside = row >= 0 && column >= 0 && row < size && column < size;
      if (isInside && isDark(row, column)) pixels.fill(0, (y * side + x) * 4, (y * side + x) * 4 + 3);
    }
  }
  return encode({ width: side, height: side, data: pixels }, QUALITY).data;
}
