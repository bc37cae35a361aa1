/** The machine-readable parts of documents: the lines below a passport picture, and the barcode on a card's back. */
import { createHash } from 'node:crypto';
import type { GovernmentIdData } from '../verify/identity-document.js';
import type { Box, Pen } from './easel.js';

const COUNTRIES: { readonly [code: string]: string } = {
  US: 'USA',
  ES: 'ESP',
  FR: 'FRA',
  SE: 'SWE',
  EG: 'EGY',
  IE: 'IRL',
  JP: 'JPN',
  DE: 'D',
  GB: 'GBR',
  CA: 'CAN',
};
const WEIGHTS = [7, 3, 1];

/** The two lines of 44 characters of a passport. */
export function passportLines(data: GovernmentIdData): readonly string[] {
  const country = countryOf(data);
  const number = field(data.documentNumber, 9);
  const [birth, expiry] = [shortDate(data.birthDate), shortDate(data.expirationDate)];
  const personal = field(data.personalNumber, 14);
  const parts = [number, check(number), country, birth, check(birth), sexOf(data), expiry, check(expiry), personal];
  const body = [...parts, check(personal)].join('');
  const whole = check(body.slice(0, 10) + body.slice(13, 20) + body.slice(21, 43));
  return [field(`P<${country}${namesOf(data)}`, 44), `${body}${whole}`];
}

/** The three lines of 30 characters of a card. */
export function cardLines(data: GovernmentIdData, letters: 'IP' | 'ID'): readonly string[] {
  const country = countryOf(data);
  const number = field(data.documentNumber, 9);
  const [birth, expiry] = [shortDate(data.birthDate), shortDate(data.expirationDate)];
  const first = field(`${letters}${country}${number}${check(number)}`, 30);
  const second = field(`${birth}${check(birth)}${sexOf(data)}${expiry}${check(expiry)}${country}`, 29);
  return [first, second + check(first.slice(5) + second.slice(0, 7) + second.slice(8, 15)), field(namesOf(data), 30)];
}

/** Draws something that looks like the stacked barcode of a licence, different for each text. */
export function paintBarcode(pen: Pen, box: Box, text: string): void {
  const [rows, words] = [22, 9];
  const module = box.width / (17 + words * 17 + 18);
  const height = box.height / rows;
  pen.fillStyle = '#15171c';
  for (let row = 0; row < rows; row++) {
    const digest = createHash('sha256').update(`${row} ${text}`).digest();
    let x = box.x;
    const bars = (widths: readonly number[]) => {
      for (const [index, width] of widths.entries()) {
        if (index % 2 === 0) pen.fillRect(x, box.y + row * height, width * module, height + 0.5);
        x += width * module;
      }
    };
    bars([8, 1, 1, 1, 1, 1, 1, 3]);
    for (let word = 0; word < words; word++) bars(wordOf(digest[word * 2] ?? 0, digest[word * 2 + 1] ?? 0));
    bars([7, 1, 1, 3, 1, 1, 1, 2, 1]);
  }
}

/** Four bars and four gaps that are 17 modules wide together. */
function wordOf(a: number, b: number): readonly number[] {
  const widths = [
    1 + (a & 3),
    1 + ((a >> 2) & 3),
    1 + ((a >> 4) & 3),
    1 + ((a >> 6) & 1),
    1 + (b & 1),
    1 + ((b >> 1) & 1),
    1,
  ];
  let rest = 17 - widths.reduce((sum, width) => sum + width, 0);
  for (let index = 0; rest < 1; index++) {
    const width = widths[index % widths.length] ?? 1;
    if (width === 1) continue;
    widths[index % widths.length] = width - 1;
    rest += 1;
  }
  return [...widths, rest];
}

function namesOf(data: GovernmentIdData): string {
  const given = [data.firstName, data.middleName].filter((name) => name !== undefined).join(' ');
  return `${letters(data.lastName ?? '')}<<${letters(given)}`;
}

function letters(text: string): string {
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '').toUpperCase();
  return plain.replace(/[^A-Z0-9]+/g, '<').replace(/^<+|<+$/g, '');
}

function field(text = '', length: number): string {
  const plain = text.toUpperCase().replace(/[^A-Z0-9<]/g, '');
  return plain.slice(0, length).padEnd(length, '<');
}

function countryOf(data: GovernmentIdData): string {
  return (COUNTRIES[data.issuingCountry ?? ''] ?? 'UTO').padEnd(3, '<');
}

function sexOf(data: GovernmentIdData): string {
  return data.gender === 'M' || data.gender === 'F' ? data.gender : '<';
}

function shortDate(date = ''): string {
  return /^\d{4}-\d{2}-\d{2}$/.test(date) ? date.slice(2).replaceAll('-', '') : '<<<<<<';
}

/** The check digit of the international standard. */
function check(text: string): string {
  const numberOf = (letter: string) => (letter === '<' ? 0 : Number.parseInt(letter, 36));
  const sum = [...text].reduce((total, letter, index) => total + numberOf(letter) * (WEIGHTS[index % 3] ?? 1), 0);
  return String(sum % 10);
}
