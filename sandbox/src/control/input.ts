/** Reads bodies of the control API. */
import type { z } from 'zod';
import { invalidRequest } from '../http/errors.js';

/** The body in its schema's shape. @throws ApiError 400 that names what is wrong */
export function read<T>(schema: z.ZodType<T>, body: unknown): T {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`);
  throw invalidRequest(`The request could not be completed. ${problems.join('; ')}`);
}
