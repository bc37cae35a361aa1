// Verified data from PingOne's words into ours.
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { toVerifiedData, toVerifiedDataOfAllAttempts } from './verified-data.js';
import { WireVerifiedData } from './wire.js';

const read = (type: unknown, data: unknown) => toVerifiedData(WireVerifiedData.parse({ id: 'd1', type, data }));

const jpeg = Buffer.from('ffd8ffe000104a464946', 'hex');
const png = Buffer.from('89504e470d0a1a0a0000', 'hex');
const webp = Buffer.concat([Buffer.from('RIFF'), Buffer.from('0000'), Buffer.from('WEBP')]);

test('a picture with its form, size and hash', () => {
  expect(read('SELFIE', { IMAGE: jpeg.toString('base64'), FORMAT: 'JPEG' })).toEqual({
    id: 'd1',
    type: 'SELFIE',
    typeRaw: 'SELFIE',
    attempt: null,
    createdAt: null,
    image: {
      format: 'JPEG',
      formatRaw: 'JPEG',
      dataUri: `data:image/jpeg;base64,${jpeg.toString('base64')}`,
      sha256: createHash('sha256').update(jpeg).digest('hex'),
      bytes: jpeg.length,
    },
    governmentId: null,
    barcode: null,
    voice: null,
    endUserClient: null,
  });
});

test.each<[string, unknown, object]>([
  ['a PNG called JPEG', { IMAGE: png.toString('base64'), FORMAT: 'JPEG' }, { format: 'JPEG', bytes: png.length }],
  ['an unknown form', { IMAGE: 'AAAA', FORMAT: 'HEIC' }, { format: 'UNKNOWN', formatRaw: 'HEIC', bytes: 3 }],
  ['no form', { IMAGE: 'AAAA' }, { format: null, formatRaw: null }],
  ['a data URI', { IMAGE: `data:image/png;base64,${png.toString('base64')}` }, { bytes: png.length }],
  ['line breaks', { IMAGE: 'AAAA\r\nAAAA' }, { bytes: 6, dataUri: 'data:application/octet-stream;base64,AAAAAAAA' }],
  ['nothing', {}, { dataUri: null, sha256: null, bytes: null }],
  ['no text', { IMAGE: 7, FORMAT: [] }, { dataUri: null, formatRaw: null }],
])('a picture with %s', (_, data, image) => {
  expect(read('CROPPED_PORTRAIT', data).image).toMatchObject(image);
});

test('a picture above 5 MB is told of, and not passed on', () => {
  const atLimit = Buffer.concat([jpeg], 5 * 1024 * 1024);
  const above = Buffer.concat([jpeg], atLimit.length + 1);
  expect(read('SELFIE', { IMAGE: atLimit.toString('base64') }).image?.dataUri).toMatch(/^data:image\/jpeg;base64,/);
  expect(read('SELFIE', { IMAGE: above.toString('base64') }).image).toMatchObject({
    dataUri: null,
    bytes: above.length,
    sha256: createHash('sha256').update(above).digest('hex'),
  });
});

test.each([
  [jpeg, 'image/jpeg'],
  [png, 'image/png'],
  [webp, 'image/webp'],
  [Buffer.from('OggS'), 'audio/ogg'],
  [Buffer.from('<svg onload=alert(1)>'), 'application/octet-stream'],
])('content %# is %s', (content, type) => {
  const { image } = read('FRONT_IMAGE', { IMAGE: content.toString('base64'), FORMAT: 'image/svg+xml' });
  expect(image?.dataUri).toMatch(new RegExp(`^data:${type.replace(/[+]/g, '\\+')};base64,`));
});

test('a document, whole dates only', () => {
  const { governmentId } = read('GOVERNMENT_ID', {
    firstName: 'ANA',
    lastName: 'SAMPLE',
    middleName: ' ',
    birthDate: '1990-02-03',
    issueDate: '2021-00-00',
    expirationDate: '2031-02-29',
    address: '1 Main Street',
    idNumber: 12345,
    height: { feet: 5 },
    idType: '[DriversLicenseFront, DriversLicenseBack]',
  });
  expect(governmentId).toMatchObject({
    firstName: 'ANA',
    middleName: null,
    lastName: 'SAMPLE',
    fullName: null,
    birthDate: '1990-02-03',
    issueDate: null,
    expirationDate: null,
    addressStreet: '1 Main Street',
    idNumber: '12345',
    height: null,
    idTypes: ['DRIVERS_LICENSE_FRONT', 'DRIVERS_LICENSE_BACK'],
    idTypesRaw: '[DriversLicenseFront, DriversLicenseBack]',
  });
});

test.each<[unknown, readonly string[], string | null]>([
  ['[PassportPicturePage]', ['PASSPORT_PICTURE_PAGE'], '[PassportPicturePage]'],
  ['ResidencePermit', ['RESIDENCE_PERMIT'], 'ResidencePermit'],
  ['["IdentificationCardFront"]', ['IDENTIFICATION_CARD_FRONT'], '["IdentificationCardFront"]'],
  [['DriversLicenseFront', 'LibraryCard'], ['DRIVERS_LICENSE_FRONT', 'UNKNOWN'], '[DriversLicenseFront, LibraryCard]'],
  ['[]', [], '[]'],
  ['', [], null],
  [undefined, [], null],
  [{}, [], null],
])('parts of a document %j', (idType, idTypes, idTypesRaw) => {
  expect(read('GOVERNMENT_ID', { idType }).governmentId).toMatchObject({ idTypes, idTypesRaw });
});

test.each<[string, unknown, object]>([
  ['BARCODE', 'ANSI 6360', { barcode: { text: 'ANSI 6360' } }],
  ['BARCODE', { BARCODE: 'ANSI 6360', FORMAT: 'PDF417' }, { barcode: { text: 'ANSI 6360' } }],
  ['BARCODE', {}, { barcode: { text: null } }],
  ['VOICE_SAMPLE', 'T2dnUw==', { voice: { dataUri: 'data:audio/ogg;base64,T2dnUw==', bytes: 4 } }],
  ['VOICE_INPUT', {}, { voice: { dataUri: null, bytes: null } }],
  [
    'END_USER_CLIENT',
    { sources: [{ ipAddress: '192.0.2.1', userAgent: 'Browser' }, 'odd'] },
    {
      endUserClient: {
        sources: [
          { ipAddress: '192.0.2.1', userAgent: 'Browser' },
          { ipAddress: null, userAgent: null },
        ],
      },
    },
  ],
  ['END_USER_CLIENT', { sources: 'none' }, { endUserClient: { sources: [] } }],
  ['BRAIN_SCAN', { IMAGE: 'AAAA' }, { type: 'UNKNOWN', typeRaw: 'BRAIN_SCAN', image: null }],
  ['SELFIE', undefined, { type: 'SELFIE', image: null }],
])('%s of %j', (type, data, expected) => {
  expect(read(type, data)).toMatchObject(expected);
});

test('data without a type', () => {
  expect(read(7, {})).toMatchObject({ type: 'UNKNOWN', typeRaw: null });
});

test('each attempt is an item of its own', () => {
  const wire = WireVerifiedData.parse({
    id: 'd3',
    type: 'BARCODE',
    data: 'third',
    createdAt: '2026-03-01T10:05:00.000Z',
    retry: {
      attempt: 3,
      previousAttempts: [
        {
          id: 'd2',
          type: 'BARCODE',
          data: 'second',
          retry: { attempt: 2 },
          createdAt: '2026-03-01T10:04:00.000Z',
        },
        { attempt: 1, data: { text: 'first' } },
        'odd',
      ],
    },
  });
  expect(toVerifiedDataOfAllAttempts(wire)).toMatchObject([
    { id: 'd3', attempt: 3, barcode: { text: 'third' } },
    {
      id: 'd2',
      attempt: 2,
      barcode: { text: 'second' },
      createdAt: new Date('2026-03-01T10:04:00.000Z'),
    },
    { id: 'd3-1', type: 'BARCODE', attempt: 1, barcode: { text: 'first' }, createdAt: null },
    { id: 'd3', attempt: null, barcode: null },
  ]);
});
