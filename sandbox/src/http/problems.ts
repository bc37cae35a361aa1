/** Collects what is wrong with a request body, in the vendor's detail codes, and reads untyped values safely. */
import { type ApiError, type ErrorDetail, invalidData } from './errors.js';

export type JsonObject = { readonly [key: string]: unknown };

/** The list of details that one answer reports together. */
export class Problems {
  private readonly details: ErrorDetail[] = [];

  required(target: string): void {
    this.details.push({ code: 'REQUIRED_VALUE', target, message: 'must not be empty' });
  }

  empty(target: string): void {
    this.details.push({ code: 'EMPTY_VALUE', target, message: 'must not be empty' });
  }

  invalid(target: string, message: string, innerError?: JsonObject): void {
    this.details.push({ code: 'INVALID_VALUE', target, message, ...(innerError === undefined ? {} : { innerError }) });
  }

  tooLong(target: string, maximumValue: number): void {
    this.details.push({
      code: 'SIZE_LIMIT_EXCEEDED',
      target,
      message: `must have at most ${maximumValue} characters`,
      innerError: { maximumValue },
    });
  }

  outOfRange(target: string, rangeMinimumValue: number, rangeMaximumValue: number): void {
    this.details.push({
      code: 'OUT_OF_RANGE',
      target,
      message: `must be from ${rangeMinimumValue} to ${rangeMaximumValue}`,
      innerError: { rangeMinimumValue, rangeMaximumValue },
    });
  }

  notUnique(target: string): void {
    this.details.push({
      code: 'UNIQUENESS_VIOLATION',
      target,
      message: 'is unique but a non-unique value is provided',
    });
  }

  /** @throws ApiError 400 with every detail, when there is one */
  throwIfAny(): void {
    if (this.details.length > 0) throw this.error();
  }

  /**
   * Reads an optional text.
   * @param maxLength in characters
   * @returns undefined when absent or wrong; wrong ones are noted
   */
  text(value: unknown, target: string, maxLength = 1_024): string | undefined {
    if (value === undefined || value === null) return undefined;
    if (typeof value !== 'string') this.invalid(target, 'must be a string');
    else if (value.trim() === '') this.empty(target);
    else if (value.length > maxLength) this.tooLong(target, maxLength);
    else return value;
    return undefined;
  }

  /** Reads an optional object; anything else is noted. */
  object(value: unknown, target: string): JsonObject | undefined {
    if (value === undefined || value === null) return undefined;
    if (isObject(value)) return value;
    this.invalid(target, 'must be an object');
    return undefined;
  }

  private error(): ApiError {
    return invalidData(...this.details);
  }
}

/** Whether a value is a JSON object. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The same object with each property that may be undefined made one that may be missing. */
export type Defined<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** Leaves the entries out that have no value. */
export function defined<T extends object>(entries: T): Defined<T> {
  const kept = Object.entries(entries).filter(([, value]) => value !== undefined);
  // Only entries without a value were taken away, which is what the type says.
  return Object.fromEntries(kept) as Defined<T>;
}
