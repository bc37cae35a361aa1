// Whether a piece of evidence is what it is said to be: a picture, a sound, a contact. Sending it is done in datasources/.
import {
  type CollectedDocumentType,
  documentForm,
  type NewDocument,
} from '../datasources/pingone/collected-document.js';
import { MAX_DOCUMENT_BYTES } from '../datasources/pingone/document-stream.js';
import { passedBound } from './bounds.js';
import { isEmailAddress } from './contact.js';
import { normalisePhone } from './phone.js';
import { type Fault, type FaultCode, Refusal, refuseIfAny } from './refusal.js';

/** The part of the inputs that hand in or replace evidence which says what it is. */
export interface DocumentInput {
  readonly type: CollectedDocumentType;
  readonly voiceSampleIndex?: number | null | undefined;
  readonly value: string;
}

export type PictureType = 'image/jpeg' | 'image/png';

const MAX_VOICE_SAMPLES = 99;
/** More than the barcode of a licence can hold. */
const MAX_CODE_CHARACTERS = 4096;
const DATA_URI_PREFIX = /^data:[a-z]+\/[a-z0-9.+-]+;base64,/i;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;
/** Base64 characters that hold the first bytes of a file. */
const START_CHARACTERS = 24;

/**
 * Checks a piece of evidence and brings it into the form in which it is sent.
 * @throws Refusal with every fault at once
 */
export function toNewDocument({ type, voiceSampleIndex = null, value }: DocumentInput): NewDocument {
  if (type === 'UNKNOWN') throw new Refusal([fault('INVALID_VALUE', 'This kind cannot be handed in.', 'type')]);
  const faults = indexFaults(type, voiceSampleIndex);
  const content = contentOf(type, value);
  if ('fault' in content) faults.push(content.fault);
  refuseIfAny(faults);
  return { type, voiceSampleIndex, value: 'value' in content ? content.value : value };
}

/** What a picture is by its first bytes; null when it is neither of the kinds that are taken. @param start at least 8 bytes */
export function pictureTypeOf(start: Uint8Array): PictureType | null {
  const digits = Buffer.from(start.subarray(0, 8)).toString('hex');
  if (digits.startsWith('ffd8ff')) return 'image/jpeg';
  return digits === '89504e470d0a1a0a' ? 'image/png' : null;
}

function indexFaults(type: string, index: number | null): Fault[] {
  if (index === null) return [];
  if (type !== 'VOICE_SAMPLE') {
    return [fault('INVALID_VALUE', 'Only voice samples are counted.', 'voiceSampleIndex')];
  }
  const limit = passedBound(index, { min: 1, max: MAX_VOICE_SAMPLES });
  const message = `Voice samples are counted from 1 to ${MAX_VOICE_SAMPLES}.`;
  return limit === null ? [] : [fault('OUT_OF_RANGE', message, 'voiceSampleIndex', limit)];
}

type Content = { readonly value: string } | { readonly fault: Fault };

function contentOf(type: NewDocument['type'], value: string): Content {
  if (value.trim() === '') return refused('REQUIRED_VALUE', 'The content is empty.');
  switch (documentForm(type)) {
    case 'PICTURE':
      return picture(value);
    case 'PICTURE_OR_TEXT': {
      const asPicture = picture(value);
      return 'fault' in asPicture && asPicture.fault.code === 'INVALID_VALUE' ? code(value) : asPicture;
    }
    case 'SOUND':
      return base64(value, 'This is not a sound in Base64.');
    case 'TEXT':
      return type === 'PHONE' ? phone(value) : email(value);
  }
}

function picture(value: string): Content {
  const message = 'This is not a JPEG or PNG picture in Base64.';
  const content = base64(value, message);
  if ('fault' in content) return content;
  const start = Buffer.from(content.value.slice(0, START_CHARACTERS), 'base64');
  return pictureTypeOf(start) ? content : refused('INVALID_VALUE', message);
}

function code(value: string): Content {
  return value.length <= MAX_CODE_CHARACTERS && !DATA_URI_PREFIX.test(value)
    ? { value }
    : refused('INVALID_VALUE', 'This is neither the text of a barcode nor a JPEG or PNG picture in Base64.');
}

function base64(value: string, message: string): Content {
  const content = value.replace(DATA_URI_PREFIX, '');
  const bytes = (content.length / 4) * 3 - (content.endsWith('==') ? 2 : content.endsWith('=') ? 1 : 0);
  if (bytes > MAX_DOCUMENT_BYTES) {
    return { fault: fault('SIZE_LIMIT_EXCEEDED', 'The content is larger than 5 MB.', 'value', MAX_DOCUMENT_BYTES) };
  }
  return content.length % 4 === 0 && BASE64.test(content) ? { value: content } : refused('INVALID_VALUE', message);
}

function phone(value: string): Content {
  const number = normalisePhone(value);
  return number === null
    ? refused('INVALID_VALUE', 'This is not a phone number with its country code.')
    : { value: number };
}

function email(value: string): Content {
  const address = value.trim();
  return isEmailAddress(address) ? { value: address } : refused('INVALID_VALUE', 'This is not an e-mail address.');
}

function refused(code: FaultCode, message: string): Content {
  return { fault: fault(code, message, 'value') };
}

function fault(code: FaultCode, message: string, name: string, limit: number | null = null): Fault {
  return { code, message, field: ['input', name], limit };
}
