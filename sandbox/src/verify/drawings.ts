/** Draws the pictures of a transaction that nobody handed in: documents and selfies of the person it is about. */
import { createHash } from 'node:crypto';
import { documentSize, paintBack, paintFront, paintOnTable, paintSignature } from '../pictures/document.js';
import { type Pen, paintJpeg, type Size } from '../pictures/easel.js';
import { faceOf, paintFace } from '../pictures/face.js';
import type { TransactionRecord, UserRecord } from '../state/state.js';
import { barcodeText, readDocument } from './identity-document.js';

const DRAWN = [
  'SELFIE',
  'FRONT_IMAGE',
  'BACK_IMAGE',
  'CROPPED_DOCUMENT',
  'CROPPED_PORTRAIT',
  'CROPPED_SIGNATURE',
] as const;
export type DrawnType = (typeof DRAWN)[number];

const TABLE: Size = { width: 760, height: 540 };
const SELFIE: Size = { width: 480, height: 640 };
const PORTRAIT: Size = { width: 240, height: 300 };
const SIGNATURE: Size = { width: 320, height: 90 };
const BLUR_PX = 7;
const MAX_KEPT = 300;

const kept = new Map<string, Promise<string>>();

/** Whether a type of evidence is a picture that can be drawn. */
export function isDrawn(type: string): type is DrawnType {
  return DRAWN.some((candidate) => candidate === type);
}

/** A picture as Base64 of a JPEG; the same for the same person, document and flaws. */
export function drawnPicture(
  user: UserRecord | undefined,
  transaction: TransactionRecord,
  type: DrawnType,
): Promise<string> {
  const data = readDocument(user, transaction);
  const { userId, documentKind, flaws } = transaction;
  const key = JSON.stringify([type, userId, documentKind, flaws, data]);
  const known = kept.get(key);
  if (known !== undefined) return known;
  // Drawing costs tens of milliseconds, and the same pictures are asked for again and again.
  const picture = draw(user, transaction, type).then((jpeg) => jpeg.toString('base64'));
  if (kept.size >= MAX_KEPT) kept.clear();
  kept.set(key, picture);
  return picture;
}

function draw(user: UserRecord | undefined, transaction: TransactionRecord, type: DrawnType): Promise<Buffer> {
  const { userId, flaws } = transaction;
  const data = readDocument(user, transaction);
  const kind = transaction.documentKind ?? 'driver_license';
  const hue = createHash('sha256').update(userId).digest().readUInt16BE(2) % 360;
  const { gender, hairColor, eyeColor } = data;
  const own = { name: ownName(user, transaction), gender, hairColor, eyeColor };
  const onDocument = faceOf({ ...own, name: flaws.includes('DATA') ? (data.fullName ?? '') : own.name });
  // Somebody else holds the camera when the faces do not match.
  const onSelfie = faceOf(flaws.includes('FACE') ? { name: `not ${own.name}`, gender } : own);
  const facts = { kind, data, face: onDocument, hue, barcode: barcodeText(data) };
  const size = documentSize(kind);
  const photo = (paint: (pen: Pen) => void) =>
    paintJpeg(TABLE, (pen) => paintOnTable(pen, TABLE, size, paint), flaws.includes('UNREADABLE') ? BLUR_PX : 0);
  if (type === 'FRONT_IMAGE') return photo((pen) => paintFront(pen, facts));
  if (type === 'BACK_IMAGE') return photo((pen) => paintBack(pen, facts));
  if (type === 'CROPPED_DOCUMENT') return paintJpeg(size, (pen) => paintFront(pen, facts));
  if (type === 'CROPPED_PORTRAIT') {
    return paintJpeg(PORTRAIT, (pen) =>
      paintFace(pen, { x: 0, y: 0, ...PORTRAIT }, onDocument, { kind: 'portrait', hue }),
    );
  }
  if (type === 'SELFIE') {
    return paintJpeg(SELFIE, (pen) => paintFace(pen, { x: 0, y: 0, ...SELFIE }, onSelfie, { kind: 'selfie', hue }));
  }
  return paintJpeg(SIGNATURE, (pen) => {
    pen.fillStyle = '#ffffff';
    pen.fillRect(0, 0, SIGNATURE.width, SIGNATURE.height);
    paintSignature(pen, { x: 12, y: 10, width: 296, height: 70 }, data);
  });
}

function ownName(user: UserRecord | undefined, { userId }: TransactionRecord): string {
  const { given = '', family = '' } = user?.profile.name ?? {};
  return given === '' && family === '' ? userId : `${given} ${family}`;
}
