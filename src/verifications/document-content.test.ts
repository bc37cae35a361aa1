// What may be handed in: each kind of content in the form in which it is sent, and each fault with its path.
import { describe, expect, test } from 'vitest';
import { type DocumentInput, pictureTypeOf, toNewDocument } from './document-content.js';
import { Refusal } from './refusal.js';

const MAX_BYTES = 5 * 1024 * 1024;
const JPEG = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3, 4]);
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1]);
const GIF = Buffer.from('GIF89a, which is a picture but not one that is taken');
const base64 = (content: Buffer) => content.toString('base64');
const jpegOf = (bytes: number) => base64(Buffer.concat([JPEG, Buffer.alloc(bytes - JPEG.length)]));

/** The faults as `CODE path`. */
function faults(input: DocumentInput): readonly string[] {
  try {
    toNewDocument(input);
    return [];
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return error.faults.map(({ code, field }) => `${code} ${field?.join('.')}`);
  }
}

describe('what is sent', () => {
  test.each<[string, DocumentInput, string]>([
    ['a JPEG picture', { type: 'SELFIE', value: base64(JPEG) }, base64(JPEG)],
    ['a PNG picture', { type: 'PASSPORT_FRONT', value: base64(PNG) }, base64(PNG)],
    ['a data URI', { type: 'SELFIE', value: `data:image/png;base64,${base64(PNG)}` }, base64(PNG)],
    ['a picture of a barcode', { type: 'DRIVER_LICENSE_CODE', value: base64(JPEG) }, base64(JPEG)],
    ['the text of a barcode', { type: 'DRIVER_LICENSE_CODE', value: '@\n\u001e\rANSI 6360' }, '@\n\u001e\rANSI 6360'],
    ['a sound', { type: 'VOICE_INPUT', value: base64(GIF) }, base64(GIF)],
    ['a phone number', { type: 'PHONE', value: ' 001 (512) 555-1234' }, '+15125551234'],
    ['an e-mail address', { type: 'EMAIL', value: ' ana@example.test ' }, 'ana@example.test'],
    ['the biggest picture', { type: 'SELFIE', value: jpegOf(MAX_BYTES) }, jpegOf(MAX_BYTES)],
  ])('%s', (_, input, value) => {
    expect(toNewDocument(input)).toEqual({ type: input.type, voiceSampleIndex: null, value });
  });

  test.each([1, 99, null, undefined])('a voice sample with the number %s', (voiceSampleIndex) => {
    const input = { type: 'VOICE_SAMPLE', voiceSampleIndex, value: base64(GIF) } as const;
    expect(toNewDocument(input)).toMatchObject({ voiceSampleIndex: voiceSampleIndex ?? null });
  });
});

describe('faults', () => {
  test.each<[string, DocumentInput]>([
    ['INVALID_VALUE input.type', { type: 'UNKNOWN', value: base64(JPEG) }],
    ['REQUIRED_VALUE input.value', { type: 'SELFIE', value: '' }],
    ['REQUIRED_VALUE input.value', { type: 'PHONE', value: '  ' }],
    ['INVALID_VALUE input.value', { type: 'SELFIE', value: 'no picture!' }],
    ['INVALID_VALUE input.value', { type: 'SELFIE', value: base64(JPEG).slice(0, -1) }],
    ['INVALID_VALUE input.value', { type: 'SELFIE', value: base64(GIF) }],
    ['INVALID_VALUE input.value', { type: 'SELFIE', value: `data:text/html;base64,${base64(GIF)}` }],
    ['INVALID_VALUE input.value', { type: 'SELFIE', value: 'data:image/jpeg,abc' }],
    ['SIZE_LIMIT_EXCEEDED input.value', { type: 'PASSPORT_FRONT', value: jpegOf(MAX_BYTES + 1) }],
    ['SIZE_LIMIT_EXCEEDED input.value', { type: 'DRIVER_LICENSE_CODE', value: jpegOf(MAX_BYTES + 1) }],
    ['INVALID_VALUE input.value', { type: 'DRIVER_LICENSE_CODE', value: '@'.repeat(4097) }],
    ['INVALID_VALUE input.value', { type: 'DRIVER_LICENSE_CODE', value: `data:image/gif;base64,${base64(GIF)}` }],
    ['SIZE_LIMIT_EXCEEDED input.value', { type: 'VOICE_INPUT', value: jpegOf(MAX_BYTES + 1) }],
    ['INVALID_VALUE input.value', { type: 'VOICE_SAMPLE', value: 'a sound' }],
    ['INVALID_VALUE input.value', { type: 'PHONE', value: '555' }],
    ['INVALID_VALUE input.value', { type: 'EMAIL', value: 'Ana <ana@example.test>' }],
    ['INVALID_VALUE input.voiceSampleIndex', { type: 'SELFIE', voiceSampleIndex: 1, value: base64(JPEG) }],
    ['OUT_OF_RANGE input.voiceSampleIndex', { type: 'VOICE_SAMPLE', voiceSampleIndex: 0, value: base64(GIF) }],
    ['OUT_OF_RANGE input.voiceSampleIndex', { type: 'VOICE_SAMPLE', voiceSampleIndex: 100, value: base64(GIF) }],
  ])('%s', (fault, input) => {
    expect(faults(input)).toEqual([fault]);
  });

  test('are told all at once, and quote nothing', () => {
    const input = { type: 'VOICE_SAMPLE', voiceSampleIndex: -1, value: 'a secret' } as const;
    expect(faults(input)).toEqual(['OUT_OF_RANGE input.voiceSampleIndex', 'INVALID_VALUE input.value']);
    expect(() => toNewDocument(input)).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining('a secret') }),
    );
  });
});

test('pictures are known by their first bytes', () => {
  expect([JPEG, PNG, GIF, Buffer.alloc(0)].map(pictureTypeOf)).toEqual(['image/jpeg', 'image/png', null, null]);
});
