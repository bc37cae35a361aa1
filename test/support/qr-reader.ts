// Reads QR pictures as a phone's camera does.
import decodeQR from 'qr/decode.js';
import { createCanvas, readPicture } from '../../sandbox/src/pictures/easel.js';
import { DEADLINE_MS } from './waiting.js';

/** What a picture says. @param picture a data URI, or the bytes of a PNG @throws Error when there is no QR code in it */
export async function readQrCode(picture: string | Buffer): Promise<string> {
  const bytes = typeof picture === 'string' ? Buffer.from(picture.split(',')[1] ?? '', 'base64') : picture;
  const image = await readPicture(bytes);
  const { width, height } = image;
  const pen = (await createCanvas({ width, height })).getContext('2d');
  pen.drawImage(image, 0, 0);
  const { data } = pen.getImageData(0, 0, width, height);
  return decodeQR({ width, height, data: new Uint8Array(data) }, { timeLimit: DEADLINE_MS });
}
