// Documents handed in, from PingOne's words into ours and back.
import { expect, test } from 'vitest';
import {
  documentForm,
  type KnownCollectedDocumentType,
  toCollectedDocument,
  toWireDocumentType,
  toWireNewDocument,
} from './collected-document.js';
import { WireDocument } from './wire.js';

const place = { environmentId: 'e1', userId: 'u1', transactionId: 't1' };
const read = (wire: object) => toCollectedDocument(WireDocument.parse({ id: 'd1', ...wire }), place);

test('a document', () => {
  const document = read({
    environment: { id: 'e2' },
    user: { id: 'someone else' },
    type: 'Driver License Front',
    value: '/9j/4A==',
    status: 'COLLECTED',
    source: { provider: 'AUTHENTICATED_CLIENT' },
    createdAt: '2026-03-01T10:00:00.000Z',
    updatedAt: '2026-03-01T10:01:00.000Z',
  });
  expect(document).toEqual({
    id: 'd1',
    environmentId: 'e2',
    userId: 'u1',
    transactionId: 't1',
    type: 'DRIVER_LICENSE_FRONT',
    typeRaw: 'Driver License Front',
    voiceSampleIndex: null,
    value: '/9j/4A==',
    status: 'COLLECTED',
    statusRaw: 'COLLECTED',
    source: { provider: 'AUTHENTICATED_CLIENT', providerRaw: 'AUTHENTICATED_CLIENT' },
    createdAt: new Date('2026-03-01T10:00:00.000Z'),
    updatedAt: new Date('2026-03-01T10:01:00.000Z'),
  });
});

test('nothing but an id', () => {
  expect(read({})).toEqual({
    id: 'd1',
    ...place,
    type: 'UNKNOWN',
    typeRaw: null,
    voiceSampleIndex: null,
    value: null,
    status: 'UNKNOWN',
    statusRaw: null,
    source: null,
    createdAt: null,
    updatedAt: null,
  });
});

test.each<[string, object, object]>([
  ['a kind added tomorrow', { type: 'Library Card' }, { type: 'UNKNOWN', typeRaw: 'Library Card' }],
  ['a kind named like a part of every object', { type: 'constructor' }, { type: 'UNKNOWN' }],
  ['a voice sample', { type: 'Voice Sample' }, { type: 'VOICE_SAMPLE', voiceSampleIndex: null }],
  [
    'the second one',
    { type: 'Voice Sample 2' },
    { type: 'VOICE_SAMPLE', voiceSampleIndex: 2, typeRaw: 'Voice Sample 2' },
  ],
  ['the twelfth, written close', { type: 'Voice Sample12' }, { type: 'VOICE_SAMPLE', voiceSampleIndex: 12 }],
  ['a place before the first', { type: 'Voice Sample 0' }, { type: 'UNKNOWN', voiceSampleIndex: null }],
  ['a number on another kind', { type: 'Selfie 2' }, { type: 'UNKNOWN', voiceSampleIndex: null }],
  ['a status added tomorrow', { status: 'ARCHIVED' }, { status: 'UNKNOWN', statusRaw: 'ARCHIVED' }],
  [
    'a way added tomorrow',
    { source: { provider: 'KIOSK' } },
    { source: { provider: 'UNKNOWN', providerRaw: 'KIOSK' } },
  ],
  [
    'parts of a wrong form',
    { type: 7, value: {}, status: [], source: 'x', createdAt: 'soon' },
    { value: null, source: null },
  ],
])('%s', (_, wire, expected) => {
  expect(read(wire)).toMatchObject(expected);
});

test.each<[KnownCollectedDocumentType, string, string]>([
  ['DRIVER_LICENSE_FRONT', 'Driver License Front', 'PICTURE'],
  ['DRIVER_LICENSE_BACK', 'Driver License Back', 'PICTURE'],
  ['DRIVER_LICENSE_CODE', 'Driver License Code', 'PICTURE_OR_TEXT'],
  ['PASSPORT_FRONT', 'Passport Front', 'PICTURE'],
  ['PASSPORT_CARD_FRONT', 'Passport Card Front', 'PICTURE'],
  ['PASSPORT_CARD_BACK', 'Passport Card Back', 'PICTURE'],
  ['SELFIE', 'Selfie', 'PICTURE'],
  ['PHONE', 'Phone', 'TEXT'],
  ['EMAIL', 'Email', 'TEXT'],
  ['VOICE_SAMPLE', 'Voice Sample', 'SOUND'],
  ['VOICE_INPUT', 'Voice Input', 'SOUND'],
])('%s is called %s, and is a %s', (type, wire, form) => {
  expect(toWireDocumentType({ type })).toBe(wire);
  expect(read({ type: wire }).type).toBe(type);
  expect(documentForm(type)).toBe(form);
});

test.each<[string, Parameters<typeof toWireNewDocument>[0], object]>([
  ['Base64 as it is', { type: 'SELFIE', value: '/9j/4A==' }, { type: 'Selfie', value: '/9j/4A==' }],
  ['a data URI', { type: 'SELFIE', value: 'data:image/jpeg;base64,/9j/' }, { type: 'Selfie', value: '/9j/' }],
  [
    'a text that begins alike',
    { type: 'EMAIL', value: 'data:a,b@c.test' },
    { type: 'Email', value: 'data:a,b@c.test' },
  ],
  [
    'a voice sample',
    { type: 'VOICE_SAMPLE', voiceSampleIndex: 3, value: 'UklG' },
    { type: 'Voice Sample 3', value: 'UklG' },
  ],
  ['a place no kind but that has', { type: 'PHONE', voiceSampleIndex: 3, value: '+1' }, { type: 'Phone', value: '+1' }],
])('handing in %s', (_, document, wire) => {
  expect(toWireNewDocument(document)).toEqual(wire);
});
