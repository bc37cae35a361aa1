// Pieces that the wire types of PingOne's services are made of. The types themselves stand with their service.
import { z } from 'zod';

// Anything but an id that is missing or of an unexpected form reads as null: a property upstream changes tomorrow must not
// fail a read. Enumerations are plain text, since upstream may add values.
export const optional = <S extends z.ZodType>(schema: S) => schema.nullish().catch(null);
export const text = optional(z.string());
export const flag = optional(z.union([z.boolean(), z.stringbool()]));
export const number = optional(z.number());
export const reference = optional(z.object({ id: z.string() }));
export const anything = optional(z.record(z.string(), z.unknown()));
export const timeSpan = optional(z.object({ duration: number, timeUnit: text }));

/** `_embedded.<name>[]` of a HAL list; an absent list is an empty one. */
export const embedded = <S extends z.ZodType>(name: string, item: S) =>
  z
    .object({ _embedded: z.object({ [name]: z.array(item).default([]) }).nullish() })
    .transform((list) => list._embedded?.[name] ?? []);
