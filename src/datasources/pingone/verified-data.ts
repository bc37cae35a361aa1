// Data got out of the evidence, in the gateway's own words, read from PingOne's. Documents are read in government-id.ts.
import { type GovernmentId, toGovernmentId } from './government-id.js';
import { known, type OpenSet, openSet } from './open-set.js';
import { toRecording } from './recording.js';
import { filledText, instant, isOpenObject, openList, openObject, wholeNumber } from './values.js';
import type { WireVerifiedData } from './wire.js';

/** Kinds with a name here; upstream spells them alike. */
export type KnownVerifiedDataType =
  | 'SELFIE'
  | 'GOVERNMENT_ID'
  | 'FRONT_IMAGE'
  | 'BACK_IMAGE'
  | 'BARCODE'
  | 'CROPPED_PORTRAIT'
  | 'CROPPED_DOCUMENT'
  | 'CROPPED_SIGNATURE'
  | 'VOICE_SAMPLE'
  | 'VOICE_INPUT'
  | 'END_USER_CLIENT';
export type VerifiedDataType = KnownVerifiedDataType | 'UNKNOWN';

/** Which attempts to read. */
export type VerifiedDataAttempt = 'ALL' | 'LATEST' | 'ATTEMPT_1' | 'ATTEMPT_2' | 'ATTEMPT_3' | 'ATTEMPT_4';

export interface Picture {
  readonly format: 'JPEG' | 'PNG' | 'UNKNOWN' | null;
  readonly formatRaw: string | null;
  /** Null also for a picture above the limit: its size and hash still tell that there is one. */
  readonly dataUri: string | null;
  /** In hexadecimal digits. */
  readonly sha256: string | null;
  readonly bytes: number | null;
}

interface Content {
  readonly image: Picture | null;
  readonly governmentId: GovernmentId | null;
  readonly barcode: { readonly text: string | null } | null;
  readonly voice: { readonly dataUri: string | null; readonly bytes: number | null } | null;
  readonly endUserClient: {
    readonly sources: readonly { readonly ipAddress: string | null; readonly userAgent: string | null }[];
  } | null;
}

/** One piece of data. The content that belongs to its type is filled; none where content was not asked for. */
export interface VerifiedData extends Content {
  readonly id: string;
  readonly type: VerifiedDataType;
  readonly typeRaw: string | null;
  /** Counted from 1. */
  readonly attempt: number | null;
  readonly createdAt: Date | null;
}

const types = openSet<KnownVerifiedDataType>(
  'SELFIE',
  'GOVERNMENT_ID',
  'FRONT_IMAGE',
  'BACK_IMAGE',
  'BARCODE',
  'CROPPED_PORTRAIT',
  'CROPPED_DOCUMENT',
  'CROPPED_SIGNATURE',
  'VOICE_SAMPLE',
  'VOICE_INPUT',
  'END_USER_CLIENT',
);
const formats: OpenSet<'JPEG' | 'PNG'> = { JPEG: 'JPEG', JPG: 'JPEG', PNG: 'PNG' };

/** Largest picture that is passed on, in bytes. */
const MAX_PICTURE_BYTES = 5 * 1024 * 1024;

const NO_CONTENT: Content = { image: null, governmentId: null, barcode: null, voice: null, endUserClient: null };

/** The kind in our words. */
export function toVerifiedDataType(wire: string | null | undefined): VerifiedDataType {
  return known(types, wire) ?? 'UNKNOWN';
}

/** The piece of data as its latest attempt left it. */
export function toVerifiedData(wire: WireVerifiedData): VerifiedData {
  const type = toVerifiedDataType(wire.type);
  return {
    id: wire.id,
    type,
    typeRaw: wire.type ?? null,
    attempt: wholeNumber(wire.retry?.attempt),
    createdAt: instant(wire.createdAt),
    ...toContent(type, wire.data),
  };
}

/** A piece of data that is a picture, whatever kind upstream calls it. */
export function toVerifiedPicture(wire: WireVerifiedData): VerifiedData {
  return { ...toVerifiedData(wire), image: toPicture(wire.data) };
}

/** Every attempt at a piece of data, each an item of its own, the latest first. Upstream nests the earlier ones in it. */
export function toVerifiedDataOfAllAttempts(wire: WireVerifiedData): readonly VerifiedData[] {
  return [wire, ...openList(wire.retry?.previousAttempts).map((earlier) => earlierAttempt(wire, earlier))].map(
    toVerifiedData,
  );
}

/** How an earlier attempt looks is not documented: what it does not say is taken from the latest. */
function earlierAttempt(latest: WireVerifiedData, earlier: unknown): WireVerifiedData {
  const { id, type, data, retry, attempt, createdAt } = openObject(earlier);
  const number = wholeNumber(openObject(retry).attempt) ?? wholeNumber(attempt);
  return {
    id: filledText(id) ?? (number === null ? latest.id : `${latest.id}-${number}`),
    type: filledText(type) ?? latest.type,
    data: typeof data === 'string' || isOpenObject(data) ? data : null,
    retry: { attempt: number },
    createdAt: filledText(createdAt),
  };
}

function toContent(type: VerifiedDataType, data: WireVerifiedData['data']): Content {
  if (data === null || data === undefined) return NO_CONTENT;
  switch (type) {
    case 'SELFIE':
    case 'FRONT_IMAGE':
    case 'BACK_IMAGE':
    case 'CROPPED_PORTRAIT':
    case 'CROPPED_DOCUMENT':
    case 'CROPPED_SIGNATURE':
      return { ...NO_CONTENT, image: toPicture(data) };
    case 'GOVERNMENT_ID':
      return { ...NO_CONTENT, governmentId: toGovernmentId(openObject(data)) };
    case 'BARCODE':
      return { ...NO_CONTENT, barcode: { text: onlyText(data) } };
    case 'VOICE_SAMPLE':
    case 'VOICE_INPUT':
      return { ...NO_CONTENT, voice: toVoice(data) };
    case 'END_USER_CLIENT':
      return { ...NO_CONTENT, endUserClient: { sources: openList(openObject(data).sources).map(toSource) } };
    case 'UNKNOWN':
      return NO_CONTENT;
  }
}

function toPicture(data: unknown): Picture {
  const { IMAGE, FORMAT } = openObject(data);
  const formatRaw = filledText(FORMAT);
  const picture = toRecording(IMAGE);
  return {
    format: known(formats, formatRaw),
    formatRaw,
    dataUri: picture && picture.bytes <= MAX_PICTURE_BYTES ? picture.dataUri : null,
    sha256: picture?.sha256 ?? null,
    bytes: picture?.bytes ?? null,
  };
}

function toVoice(data: unknown): Content['voice'] {
  const sound = toRecording(onlyText(data));
  return { dataUri: sound?.dataUri ?? null, bytes: sound?.bytes ?? null };
}

function toSource(source: unknown): { ipAddress: string | null; userAgent: string | null } {
  const { ipAddress, userAgent } = openObject(source);
  return { ipAddress: filledText(ipAddress), userAgent: filledText(userAgent) };
}

/** The names under which barcodes and sounds come are not documented, so the one text there is counts, but for a format. */
function onlyText(data: unknown): string | null {
  if (typeof data === 'string') return filledText(data);
  const texts = Object.entries(openObject(data)).filter(([name]) => name !== 'FORMAT');
  return texts.map(([, value]) => filledText(value)).find((text) => text !== null) ?? null;
}
