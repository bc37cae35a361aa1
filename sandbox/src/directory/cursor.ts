/** The opaque cursor of the user list: where the last page ended, and what was asked for. */
import { z } from 'zod';
import { invalidRequest } from '../http/errors.js';

const cursorContent = z.object({
  filter: z.string().nullable(),
  limit: z.int().min(1),
  afterCreatedAt: z.string(),
  afterId: z.string(),
});

export type Cursor = z.infer<typeof cursorContent>;

export function encodeCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

/** @throws ApiError 400 when the text is not one of our cursors */
export function decodeCursor(text: string): Cursor {
  try {
    return cursorContent.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
  } catch {
    throw invalidRequest('The request could not be completed. The cursor is not valid.', {
      code: 'INVALID_PARAMETER',
      target: 'cursor',
      message: 'is not a cursor of this list',
    });
  }
}
