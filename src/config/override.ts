// An environment in which some variables are set for good, whatever was given for them. What the values are is for the caller to know.
import type { Environment } from './config.js';
import type { VariableName } from './variables.js';

/** Values by variable; undefined: it must be unset, so that its default holds. */
export type FixedValues = Readonly<Partial<Record<VariableName, string | undefined>>>;

export interface Overridden {
  readonly env: Environment;
  /** Variables that were given something else, in whatever form, which has no effect now. */
  readonly ineffective: readonly string[];
}

/** Puts values in place of what is given, also as NAME_FILE. Everything else stays as it is. */
export function override(env: Environment, values: FixedValues): Overridden {
  const replaced = new Set(Object.keys(values).flatMap((name) => [name, `${name}_FILE`]));
  const fixed: Environment = values;
  const isIneffective = ([name, text]: readonly [string, string | undefined]) =>
    replaced.has(name) && text !== undefined && text.trim() !== '' && text !== fixed[name];
  const kept = Object.entries(env).filter(([name]) => !replaced.has(name));
  return {
    env: { ...Object.fromEntries(kept), ...values },
    ineffective: Object.entries(env)
      .filter(isIneffective)
      .map(([name]) => name)
      .sort(),
  };
}
