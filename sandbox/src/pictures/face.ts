/** Draws invented faces: the same name always has the same face, another name another one. */
import { createHash } from 'node:crypto';
import type { Box, Pen } from './easel.js';

type HairStyle = 'short' | 'parted' | 'long' | 'bob' | 'curly' | 'bun';

/** What one face looks like. */
export interface Face {
  readonly skin: string;
  readonly shade: string;
  readonly hair: string;
  readonly hairStyle: HairStyle;
  readonly eyes: string;
  readonly clothes: string;
  /** Half the width of the head, of a picture 100 wide. */
  readonly headWidth: number;
  readonly smile: number;
  readonly hasGlasses: boolean;
  readonly hasBeard: boolean;
}

/** How a face is shown: stiff on a document, or at arm's length on a selfie. */
export interface Scene {
  readonly kind: 'portrait' | 'selfie';
  /** Colour of the wall, in degrees. */
  readonly hue: number;
}

const SKINS = [
  ['#f3d1b8', '#d9a888'],
  ['#e8b999', '#c68e6b'],
  ['#d9a066', '#b47c46'],
  ['#b97a56', '#95593a'],
  ['#8d5a3b', '#6c4129'],
  ['#5f3b28', '#44281a'],
] as const;
const HAIRS = ['#1d1714', '#3c2a20', '#6b4a2b', '#a8743a', '#c9a15a', '#5a2d1c', '#7c7f86'];
const EYES = ['#3b2a1e', '#4a6b3a', '#3d6a8f', '#6b4a2b'];
/** The letters that licences use. */
const NAMED: { readonly [letters: string]: string } = {
  BLK: '#1d1714',
  BRO: '#4f3422',
  BLN: '#c9a15a',
  GRY: '#7c7f86',
  RED: '#8c3d1f',
  GRN: '#4a6b3a',
  BLU: '#3d6a8f',
};
const CLOTHES = ['#3f529a', '#7a3b4e', '#2f6b5e', '#4b4f5c', '#8a6a2f', '#5b4a8a'];
const WOMEN: readonly HairStyle[] = ['long', 'bob', 'curly', 'bun'];
const MEN: readonly HairStyle[] = ['short', 'parted', 'curly', 'short'];

/** What is known of the person whose face it is, as a document says it. */
export interface Likeness {
  readonly name: string;
  /** M has another choice of hair. */
  readonly gender?: string | undefined;
  readonly hairColor?: string | undefined;
  readonly eyeColor?: string | undefined;
}

/** The face that belongs to a name. */
export function faceOf({ name, gender, hairColor = '', eyeColor = '' }: Likeness): Face {
  const digest = createHash('sha256').update(`face of ${name.trim().toLowerCase()}`).digest();
  const pick = <T>(at: number, list: readonly T[]): T => {
    const chosen = list[(digest[at] ?? 0) % list.length];
    if (chosen === undefined) throw new Error('There is nothing to choose from.');
    return chosen;
  };
  const [skin, shade] = pick(0, SKINS);
  const isMale = gender === 'M';
  return {
    skin,
    shade,
    hair: NAMED[hairColor] ?? pick(1, HAIRS),
    hairStyle: pick(2, isMale ? MEN : WOMEN),
    eyes: NAMED[eyeColor] ?? pick(3, EYES),
    clothes: pick(4, CLOTHES),
    headWidth: 22 + ((digest[5] ?? 0) % 5),
    smile: 1 + ((digest[6] ?? 0) % 4),
    hasGlasses: (digest[7] ?? 0) % 4 === 0,
    hasBeard: isMale && (digest[8] ?? 0) % 3 === 0,
  };
}

/** Draws a face before a plain wall into a box. */
export function paintFace(pen: Pen, box: Box, face: Face, scene: Scene): void {
  pen.save();
  pen.beginPath();
  pen.rect(box.x, box.y, box.width, box.height);
  pen.clip();
  pen.translate(box.x, box.y);
  pen.scale(box.width / 100, box.height / 125);
  paintWall(pen, scene);
  if (scene.kind === 'selfie') {
    pen.translate(50, 70);
    pen.rotate(0.045);
    pen.scale(1.12, 1.12);
    pen.translate(-50, -68);
  }
  paintHairBehind(pen, face);
  paintBody(pen, face);
  paintHead(pen, face);
  if (face.hasBeard) paintBeard(pen, face);
  paintFeatures(pen, face, scene);
  paintHairInFront(pen, face);
  if (face.hasGlasses) paintGlasses(pen);
  pen.restore();
}

function paintWall(pen: Pen, { kind, hue }: Scene): void {
  const light = pen.createLinearGradient(0, 0, 100, 125);
  const saturation = kind === 'portrait' ? 18 : 26;
  light.addColorStop(0, `hsl(${hue} ${saturation}% ${kind === 'portrait' ? 90 : 80}%)`);
  light.addColorStop(1, `hsl(${hue} ${saturation}% ${kind === 'portrait' ? 84 : 70}%)`);
  pen.fillStyle = light;
  pen.fillRect(0, 0, 100, 125);
}

function paintBody(pen: Pen, { clothes, skin, shade }: Face): void {
  pen.fillStyle = clothes;
  curve(pen, [4, 130], [8, 98, 30, 94, 50, 94], [70, 94, 92, 98, 96, 130]);
  pen.fillStyle = shade;
  curve(pen, [40, 78], [40, 92, 38, 94, 36, 96], [44, 106, 56, 106, 64, 96], [62, 94, 60, 92, 60, 78]);
  pen.fillStyle = skin;
  curve(pen, [41, 84], [44, 92, 56, 92, 59, 84], [59, 94, 60, 95, 62, 96], [56, 103, 44, 103, 38, 96]);
}

function paintHead(pen: Pen, { headWidth, skin, shade }: Face): void {
  for (const side of [-1, 1]) ellipse(pen, 50 + side * headWidth, 60, 3.6, 6, shade);
  const light = pen.createRadialGradient(44, 50, 4, 50, 58, 38);
  light.addColorStop(0, skin);
  light.addColorStop(0.7, skin);
  light.addColorStop(1, shade);
  pen.fillStyle = light;
  const [left, right] = [50 - headWidth, 50 + headWidth];
  curve(
    pen,
    [50, 27],
    [right - 4, 27, right, 42, right, 56],
    [right, 72, 62, 90, 50, 90],
    [38, 90, left, 72, left, 56],
    [left, 42, left + 4, 27, 50, 27],
  );
}

function paintFeatures(pen: Pen, { eyes, hair, shade, smile }: Face, { kind }: Scene): void {
  const gap = 9.5;
  for (const side of [-1, 1]) {
    const x = 50 + side * gap;
    ellipse(pen, x, 58, 4.6, 2.7, '#fbfaf8');
    ellipse(pen, x + (kind === 'selfie' ? 0.5 : 0), 58, 2.5, 2.5, eyes);
    ellipse(pen, x + (kind === 'selfie' ? 0.5 : 0), 58, 1.2, 1.2, '#120d0a');
    ellipse(pen, x + 0.9, 57.2, 0.6, 0.6, '#ffffff');
    line(pen, hair, 1.7, [x - 5, 52.6], [x - 2, 50.6, x + 2, 50.6, x + 5, 52.6]);
    line(pen, '#2a1d16', 0.8, [x - 4.8, 57.4], [x - 2, 54.6, x + 2, 54.6, x + 4.8, 57.4]);
  }
  line(pen, shade, 1.3, [49, 58], [48, 64, 46.5, 68, 46.5, 69.5], [47.5, 71.5, 52, 71.5, 53, 69.8]);
  const lift = kind === 'portrait' ? 0.5 : smile;
  pen.fillStyle = '#a9524d';
  curve(
    pen,
    [42, 77.5],
    [46, 75.6, 48, 75.8, 50, 76.6],
    [52, 75.8, 54, 75.6, 58, 77.5],
    [54, 79 + lift, 46, 79 + lift, 42, 77.5],
  );
  line(pen, '#6d2f2d', 0.5, [42, 77.5], [46, 77.7 + lift / 2, 54, 77.7 + lift / 2, 58, 77.5]);
}

function paintBeard(pen: Pen, { hair, headWidth }: Face): void {
  pen.save();
  pen.globalAlpha = 0.82;
  pen.fillStyle = hair;
  const [left, right] = [50 - headWidth + 1, 50 + headWidth - 1];
  curve(
    pen,
    [left, 62],
    [left, 76, 40, 92, 50, 92],
    [60, 92, right, 76, right, 62],
    [right - 4, 72, 60, 72, 50, 72.5],
    [40, 72, left + 4, 72, left, 62],
  );
  pen.restore();
}

function paintHairBehind(pen: Pen, { hair, hairStyle, headWidth }: Face): void {
  const [left, right] = [50 - headWidth, 50 + headWidth];
  pen.fillStyle = hair;
  if (hairStyle === 'long') {
    curve(
      pen,
      [50, 19],
      [right + 12, 20, right + 8, 60, right + 9, 104],
      [80, 112, 20, 112, left - 9, 104],
      [left - 8, 60, left - 12, 20, 50, 19],
    );
  }
  if (hairStyle === 'bob') {
    curve(
      pen,
      [50, 20],
      [right + 10, 21, right + 9, 60, right + 5, 80],
      [64, 88, 36, 88, left - 5, 80],
      [left - 9, 60, left - 10, 21, 50, 20],
    );
  }
  if (hairStyle === 'bun') ellipse(pen, 50, 19, 10, 9, hair);
  if (hairStyle === 'curly') {
    for (let turn = 0; turn < 15; turn++) {
      const angle = Math.PI * (0.86 + (turn / 14) * 1.28);
      ellipse(pen, 50 + Math.cos(angle) * (headWidth + 1), 50 + Math.sin(angle) * 24, 8, 8, hair);
    }
  }
}

function paintHairInFront(pen: Pen, { hair, hairStyle, headWidth }: Face): void {
  const [left, right] = [50 - headWidth - 0.6, 50 + headWidth + 0.6];
  const fringe = hairStyle === 'bob' ? 48 : hairStyle === 'parted' || hairStyle === 'long' ? 40 : 37;
  pen.fillStyle = hair;
  curve(
    pen,
    [left, 58],
    [left - 3, 30, 36, 21, 50, 21],
    [64, 21, right + 3, 30, right, 58],
    [right - 2, 48, right - 4, fringe + 2, 62, fringe],
    hairStyle === 'parted'
      ? [54, fringe - 5, 46, fringe - 7, 40, fringe - 3]
      : [54, fringe - 3, 46, fringe - 3, 38, fringe],
    [left + 5, fringe + 3, left + 2, 48, left, 58],
  );
  pen.save();
  pen.globalAlpha = 0.18;
  line(pen, '#ffffff', 1.6, [left + 8, 36], [40, 26, 54, 24, 62, 27]);
  pen.restore();
}

function paintGlasses(pen: Pen): void {
  pen.strokeStyle = '#23262e';
  pen.lineWidth = 1.3;
  for (const side of [-1, 1]) {
    pen.beginPath();
    pen.roundRect(50 + side * 10 - 7, 53, 14, 10.5, 4);
    pen.stroke();
  }
  line(pen, '#23262e', 1.2, [47, 57], [48.5, 55.8, 51.5, 55.8, 53, 57]);
}

type Curve = readonly [number, number, number, number, number, number];

function trace(pen: Pen, [x, y]: readonly [number, number], curves: readonly Curve[]): void {
  pen.beginPath();
  pen.moveTo(x, y);
  for (const part of curves) pen.bezierCurveTo(...part);
}

function curve(pen: Pen, start: readonly [number, number], ...curves: Curve[]): void {
  trace(pen, start, curves);
  pen.closePath();
  pen.fill();
}

function line(pen: Pen, colour: string, width: number, start: readonly [number, number], ...curves: Curve[]): void {
  trace(pen, start, curves);
  pen.strokeStyle = colour;
  pen.lineWidth = width;
  pen.lineCap = 'round';
  pen.stroke();
}

function ellipse(pen: Pen, x: number, y: number, radiusX: number, radiusY: number, colour: string): void {
  pen.beginPath();
  pen.ellipse(x, y, radiusX, radiusY, 0, 0, Math.PI * 2);
  pen.fillStyle = colour;
  pen.fill();
}
