/** Reads and turns the knobs of the table. */
import type { StateStore } from '../state/store.js';
import { KNOBS, type Knobs, type KnobType } from './knobs.js';

export interface KnobRow {
  readonly name: string;
  readonly value: string | number | readonly string[];
  readonly default: string | number | readonly string[];
  readonly description: string;
  readonly choices?: readonly string[];
  readonly min?: number;
  readonly max?: number;
}

/** Reads and turns knobs; what is not at its default survives a restart. */
export class KnobBoard {
  constructor(private readonly store: StateStore) {}

  get<Name extends keyof Knobs>(name: Name): Knobs[Name] {
    return this.store.state.knobs[name] ?? KNOBS[name].default;
  }

  /** The whole table with present values. */
  rows(): KnobRow[] {
    return names().map((name) => {
      const { type } = KNOBS[name];
      return {
        name,
        value: this.get(name),
        default: KNOBS[name].default,
        description: KNOBS[name].description,
        ...(type.kind === 'choice' ? { choices: type.choices } : {}),
        ...(type.kind === 'integer' ? { min: type.min, max: type.max } : {}),
      };
    });
  }

  /**
   * Turns knobs. All or none are turned.
   * @returns what is wrong, one sentence per knob; empty when they were turned
   */
  turn(values: { readonly [name: string]: unknown }): string[] {
    const problems: string[] = [];
    const turned: { [name: string]: unknown } = {};
    for (const [name, value] of Object.entries(values)) {
      if (!isKnob(name)) problems.push(`There is no knob "${name}". Known: ${names().join(', ')}.`);
      else {
        const read = readValue(KNOBS[name].type, value);
        if (read === undefined) problems.push(`${name} must be ${wanted(KNOBS[name].type)}.`);
        else turned[name] = read;
      }
    }
    if (problems.length === 0) {
      // Each value was read by its own row's type just above.
      this.store.state.knobs = { ...this.store.state.knobs, ...(turned as Partial<Knobs>) };
      this.store.changed();
    }
    return problems;
  }

  /** All knobs back to their defaults. */
  reset(): void {
    this.store.state.knobs = {};
    this.store.changed();
  }
}

function names(): (keyof Knobs)[] {
  return Object.keys(KNOBS).filter(isKnob);
}

function isKnob(name: string): name is keyof Knobs {
  return Object.hasOwn(KNOBS, name);
}

function readValue(type: KnobType, value: unknown): unknown {
  if (type.kind === 'choice') return type.choices.find((candidate) => candidate === String(value));
  if (type.kind === 'text') return typeof value === 'string' ? value : undefined;
  if (type.kind === 'list') {
    const list =
      typeof value === 'string'
        ? value
            .split(',')
            .map((part) => part.trim())
            .filter(Boolean)
        : value;
    return Array.isArray(list) && list.every((part) => typeof part === 'string') ? list : undefined;
  }
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isInteger(number) && number >= type.min && number <= type.max
    ? number
    : undefined;
}

function wanted(type: KnobType): string {
  if (type.kind === 'choice') return `one of ${type.choices.join(', ')}`;
  if (type.kind === 'text') return 'a text';
  return type.kind === 'list' ? 'a list of texts' : `a whole number from ${type.min} to ${type.max}`;
}
