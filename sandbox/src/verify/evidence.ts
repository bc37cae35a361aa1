/** Which pieces of evidence a decided transaction leaves, and what is in each; their life ends with the purge. */
import { randomUUID } from 'node:crypto';
import type { Sandbox } from '../sandbox.js';
import type { EvidenceRecord, TransactionRecord } from '../state/state.js';
import { barcodeText, readDocument } from './identity-document.js';
import { drawCard, drawFace } from './pictures.js';

const DOCUMENT_TYPES = ['GOVERNMENT_ID', 'FRONT_IMAGE', 'CROPPED_DOCUMENT', 'CROPPED_PORTRAIT'];
const LICENCE_TYPES = ['BACK_IMAGE', 'BARCODE'];
const MAX_DRAWN = 500;

const drawn = new Map<string, string>();

/** The evidence of a transaction that was just decided, one set per attempt. */
export function collectEvidence(sandbox: Sandbox, transaction: TransactionRecord): EvidenceRecord[] {
  const isDone = (name: string) => transaction.steps.some((step) => step.name === name && step.outcome !== null);
  const types = ['END_USER_CLIENT'];
  if (isDone('document')) types.push(...DOCUMENT_TYPES);
  if (isDone('document') && transaction.documentKind === 'driver_license') types.push(...LICENCE_TYPES);
  if (isDone('selfie')) types.push('SELFIE');
  const createdAt = sandbox.clock.timestamp();
  const evidence: EvidenceRecord[] = [];
  for (let attempt = 1; attempt <= transaction.attempts; attempt++) {
    for (const type of types) evidence.push({ id: randomUUID(), type, attempt, createdAt });
  }
  return evidence;
}

/** The content of one piece of evidence. Pictures are not kept with the transaction but drawn, the same each time. */
export function evidenceData(sandbox: Sandbox, transaction: TransactionRecord, type: string): object {
  const document = () => readDocument(sandbox.state.users.get(transaction.userId), transaction);
  const hue = [...transaction.userId].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % 360;
  if (type === 'GOVERNMENT_ID') return document();
  if (type === 'BARCODE') return { BARCODE: barcodeText(document()), FORMAT: 'PDF417' };
  if (type === 'END_USER_CLIENT') return { sources: transaction.clients };
  return { IMAGE: pictureOf(type, hue), FORMAT: 'JPEG' };
}

/** Drawing costs tens of milliseconds, and there are only so many colours. */
function pictureOf(type: string, hue: number): string {
  const key = `${type} ${hue}`;
  const known = drawn.get(key);
  if (known !== undefined) return known;
  const picture = draw(type, hue).toString('base64');
  if (drawn.size >= MAX_DRAWN) drawn.clear();
  drawn.set(key, picture);
  return picture;
}

function draw(type: string, hue: number): Buffer {
  if (type === 'SELFIE') return drawFace({ width: 240, height: 320, hue });
  if (type === 'CROPPED_PORTRAIT') return drawFace({ width: 120, height: 150, hue });
  return drawCard({ width: 320, height: 202, hue, side: type === 'BACK_IMAGE' ? 'back' : 'front' });
}
