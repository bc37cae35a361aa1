/** Draws identity documents, marked as specimens: licence, passport page, passport card, identity card. */
import type { DocumentKind } from '../state/state.js';
import type { GovernmentIdData } from '../verify/identity-document.js';
import { type Box, MONO, type Pen, SANS, SCRIPT, type Size } from './easel.js';
import { type Face, paintFace } from './face.js';
import { cardLines, paintBarcode, passportLines } from './machine-readable.js';

/** What a drawing of a document shows. */
export interface DocumentFacts {
  readonly kind: DocumentKind;
  readonly data: GovernmentIdData;
  readonly face: Face;
  /** Colour of the document, in degrees. */
  readonly hue: number;
  /** Text of the barcode on the back of a licence. */
  readonly barcode: string;
}

const CARD: Size = { width: 640, height: 404 };
const PASSPORT: Size = { width: 680, height: 478 };
const INK = '#1f2430';
const TITLES: { readonly [kind in DocumentKind]: string } = {
  driver_license: 'DRIVER LICENSE',
  passport: 'PASSPORT',
  passport_card: 'PASSPORT CARD',
  identity_card: 'IDENTITY CARD',
};
const COUNTRIES: { readonly [code: string]: string } = {
  US: 'UNITED STATES',
  ES: 'ESPAÑA',
  FR: 'RÉPUBLIQUE FRANÇAISE',
  SE: 'SVERIGE',
  EG: 'EGYPT',
  IE: 'ÉIRE',
  JP: 'JAPAN',
};

/** Size of a drawn document in pixels. */
export function documentSize(kind: DocumentKind): Size {
  return kind === 'passport' ? PASSPORT : CARD;
}

/** Draws the side with the portrait. */
export function paintFront(pen: Pen, facts: DocumentFacts): void {
  const size = documentSize(facts.kind);
  paintPaper(pen, size, facts.hue);
  paintHeader(pen, size, facts);
  const portrait = { x: 26, y: 88, width: 172, height: 215 };
  paintFace(pen, portrait, facts.face, { kind: 'portrait', hue: facts.hue });
  pen.strokeStyle = `hsl(${facts.hue} 30% 55%)`;
  pen.lineWidth = 1.5;
  pen.strokeRect(portrait.x, portrait.y, portrait.width, portrait.height);
  paintFields(pen, { x: 222, y: 88, width: size.width - 244, height: 240 }, facts);
  paintSignature(pen, { x: 26, y: 308, width: 172, height: 40 }, facts.data);
  if (facts.kind === 'passport') paintLines(pen, { x: 26, y: 392, width: 628, height: 64 }, passportLines(facts.data));
  else paintGhost(pen, { x: 544, y: 288, width: 70, height: 88 }, facts);
  paintSpecimen(pen, size);
}

/** Draws the other side: a barcode on licences, machine-readable lines on cards. */
export function paintBack(pen: Pen, facts: DocumentFacts): void {
  const size = documentSize(facts.kind);
  paintPaper(pen, size, facts.hue);
  pen.fillStyle = '#22252c';
  if (facts.kind === 'driver_license') {
    pen.fillRect(0, 24, size.width, 58);
    pen.fillStyle = '#ffffff';
    pen.fillRect(34, 104, size.width - 68, 160);
    paintBarcode(pen, { x: 50, y: 118, width: size.width - 100, height: 132 }, facts.barcode);
    text(pen, 'CLASS C   ENDORSEMENTS NONE   RESTRICTIONS NONE', 50, 300, `15px "${SANS}"`, INK);
    text(pen, `ISSUED ${facts.data.issueDate ?? ''}`, 50, 326, `15px "${SANS}"`, INK);
  } else {
    const [x, y] = [40, 60];
    text(pen, facts.data.addressStreet ?? '', x, y, `17px "${SANS}"`, INK);
    text(pen, placeOf(facts.data), x, y + 26, `17px "${SANS}"`, INK);
    paintChip(pen, { x: 520, y: 44, width: 76, height: 60 });
    const lines = cardLines(facts.data, facts.kind === 'passport_card' ? 'IP' : 'ID');
    paintLines(pen, { x: 30, y: 250, width: size.width - 60, height: 120 }, lines);
  }
  paintSpecimen(pen, size);
}

/** Draws a handwritten name. */
export function paintSignature(pen: Pen, box: Box, data: GovernmentIdData): void {
  const name = [data.firstName?.slice(0, 1), data.lastName].filter((part) => part !== undefined).join('. ');
  pen.save();
  pen.translate(box.x + 8, box.y + box.height * 0.7);
  pen.rotate(-0.05);
  text(
    pen,
    name === '' ? (data.fullName ?? '') : name,
    0,
    0,
    `${Math.round(box.height * 0.62)}px "${SCRIPT}"`,
    '#26335f',
    box.width - 16,
  );
  pen.strokeStyle = '#26335f';
  pen.lineWidth = 1.2;
  pen.beginPath();
  pen.moveTo(0, 6);
  pen.bezierCurveTo(box.width * 0.3, 14, box.width * 0.6, -4, box.width * 0.85, 7);
  pen.stroke();
  pen.restore();
}

/** Draws a document as a camera sees it: lying on a table, a little turned, with a shadow. */
export function paintOnTable(pen: Pen, size: Size, document: Size, paint: (pen: Pen) => void): void {
  const wood = pen.createLinearGradient(0, 0, size.width, size.height);
  wood.addColorStop(0, '#8b6f55');
  wood.addColorStop(1, '#6c5240');
  pen.fillStyle = wood;
  pen.fillRect(0, 0, size.width, size.height);
  pen.strokeStyle = 'rgba(50, 32, 20, 0.18)';
  pen.lineWidth = 2;
  for (let grain = 0; grain < 26; grain++) {
    pen.beginPath();
    pen.moveTo(0, grain * 26);
    pen.bezierCurveTo(size.width * 0.3, grain * 26 + 14, size.width * 0.6, grain * 26 - 12, size.width, grain * 26 + 6);
    pen.stroke();
  }
  const scale = Math.min((size.width * 0.88) / document.width, (size.height * 0.84) / document.height);
  pen.save();
  pen.translate(size.width / 2, size.height / 2);
  pen.rotate(-0.028);
  pen.scale(scale, scale);
  pen.translate(-document.width / 2, -document.height / 2);
  pen.save();
  pen.shadowColor = 'rgba(0, 0, 0, 0.45)';
  pen.shadowBlur = 24;
  pen.shadowOffsetY = 10;
  pen.fillStyle = '#ffffff';
  pen.beginPath();
  pen.roundRect(0, 0, document.width, document.height, 18);
  pen.fill();
  pen.restore();
  pen.beginPath();
  pen.roundRect(0, 0, document.width, document.height, 18);
  pen.clip();
  paint(pen);
  pen.restore();
}

function paintPaper(pen: Pen, { width, height }: Size, hue: number): void {
  const paper = pen.createLinearGradient(0, 0, width, height);
  paper.addColorStop(0, `hsl(${hue} 45% 95%)`);
  paper.addColorStop(0.5, `hsl(${(hue + 40) % 360} 40% 92%)`);
  paper.addColorStop(1, `hsl(${hue} 40% 90%)`);
  pen.fillStyle = paper;
  pen.fillRect(0, 0, width, height);
  pen.lineWidth = 0.7;
  for (let line = 0; line < 30; line++) {
    pen.strokeStyle = `hsla(${(hue + line * 4) % 360}, 45%, 55%, 0.28)`;
    pen.beginPath();
    for (let x = 0; x <= width; x += 8) {
      const y = (line / 30) * height + Math.sin(x / 38 + line / 2.6) * 11 + Math.sin(x / 90 - line) * 7;
      if (x === 0) pen.moveTo(x, y);
      else pen.lineTo(x, y);
    }
    pen.stroke();
  }
}

function paintHeader(pen: Pen, { width }: Size, { kind, data, hue }: DocumentFacts): void {
  pen.fillStyle = `hsl(${hue} 48% 34%)`;
  pen.fillRect(0, 0, width, 68);
  const isLicence = kind === 'driver_license' && data.addressState !== undefined;
  const country = COUNTRIES[data.issuingCountry ?? ''] ?? `COUNTRY ${data.issuingCountry ?? ''}`;
  text(pen, isLicence ? `STATE OF ${data.addressState ?? ''}` : country, 26, 30, `bold 21px "${SANS}"`, '#ffffff');
  text(pen, TITLES[kind], 26, 56, `bold 19px "${SANS}"`, '#ffffff');
  pen.textAlign = 'right';
  text(pen, isLicence ? 'USA' : (data.issuingCountry ?? ''), width - 26, 42, `bold 26px "${SANS}"`, '#ffffff');
  pen.textAlign = 'left';
}

function paintFields(pen: Pen, box: Box, { kind, data }: DocumentFacts): void {
  const rows: readonly (readonly (readonly [label: string, value: string | undefined])[])[] = [
    [['NUMBER', data.documentNumber]],
    [['SURNAME', data.lastName]],
    [['GIVEN NAMES', [data.firstName, data.middleName].filter((name) => name !== undefined).join(' ')]],
    [
      ['DATE OF BIRTH', data.birthDate],
      ['SEX', data.gender],
      ['NATIONALITY', kind === 'driver_license' ? undefined : data.nationality],
    ],
    kind === 'passport'
      ? [['AUTHORITY', 'SANDBOX PASSPORT OFFICE']]
      : [['ADDRESS', `${data.addressStreet ?? ''}, ${placeOf(data)}`]],
    [
      ['ISSUED', data.issueDate],
      ['EXPIRES', data.expirationDate],
    ],
    kind === 'driver_license'
      ? [
          ['HGT', data.height],
          ['WGT', data.weight],
          ['HAIR', data.hairColor],
          ['EYES', data.eyeColor],
        ]
      : [],
  ];
  const step = box.height / 6;
  for (const [row, fields] of rows.entries()) {
    const shown = fields.filter(([, value]) => value !== undefined && value !== '');
    const width = row === 6 ? (box.width - 80) / Math.max(shown.length, 1) : box.width / Math.max(shown.length, 1);
    for (const [column, [label, value = '']] of shown.entries()) {
      const [x, y] = [box.x + column * width, box.y + row * step];
      text(pen, label, x, y + 9, `10px "${SANS}"`, '#5a6478');
      text(pen, value.toUpperCase(), x, y + 28, `bold ${row < 3 ? 19 : 16}px "${SANS}"`, INK, width - 8);
    }
  }
}

/** The small pale portrait that real cards carry a second time. */
function paintGhost(pen: Pen, box: Box, { face, hue }: DocumentFacts): void {
  pen.save();
  pen.globalAlpha = 0.4;
  paintFace(pen, box, face, { kind: 'portrait', hue });
  pen.restore();
}

function paintLines(pen: Pen, box: Box, lines: readonly string[]): void {
  const longest = Math.max(...lines.map((line) => line.length));
  const size = Math.floor(box.width / (longest * 0.603));
  pen.fillStyle = 'rgba(255, 255, 255, 0.75)';
  pen.fillRect(box.x - 10, box.y - 6, box.width + 20, box.height + 12);
  for (const [row, line] of lines.entries()) {
    text(pen, line, box.x, box.y + ((row + 0.75) * box.height) / lines.length, `${size}px "${MONO}"`, INK);
  }
}

function paintChip(pen: Pen, { x, y, width, height }: Box): void {
  pen.fillStyle = '#d9b44a';
  pen.beginPath();
  pen.roundRect(x, y, width, height, 9);
  pen.fill();
  pen.strokeStyle = '#8d6f1c';
  pen.lineWidth = 2;
  for (const part of [1 / 3, 2 / 3]) {
    pen.beginPath();
    pen.moveTo(x, y + height * part);
    pen.lineTo(x + width, y + height * part);
    pen.stroke();
  }
  pen.strokeRect(x + width * 0.36, y, width * 0.28, height);
}

/** Nobody shall mistake a drawing for a document. */
function paintSpecimen(pen: Pen, { width, height }: Size): void {
  pen.save();
  pen.globalAlpha = 0.2;
  pen.translate(width / 2, height / 2);
  pen.rotate(-0.35);
  pen.textAlign = 'center';
  text(pen, 'SPECIMEN', 0, 30, `bold 96px "${SANS}"`, '#b3261e');
  pen.restore();
}

function placeOf({ addressCity, addressState, addressZip }: GovernmentIdData): string {
  return [addressCity, addressState, addressZip].filter((part) => part !== undefined).join(' ');
}

function text(pen: Pen, words: string, x: number, y: number, font: string, colour: string, maxWidth?: number): void {
  pen.font = font;
  pen.fillStyle = colour;
  if (maxWidth === undefined) pen.fillText(words, x, y);
  else pen.fillText(words, x, y, maxWidth);
}
