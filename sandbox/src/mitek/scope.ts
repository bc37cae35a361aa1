/** Reads the one text that says what a journey asks for, such as `selfie,documents(passport,driving),attachments(payslip)`. */

import { STEPS, type StepName } from './model.js';
import { type MitekProfile, wireWord } from './profile.js';

export interface Scope {
  readonly steps: readonly StepName[];
  /** Wire tokens. Empty: any. */
  readonly documentTypes: readonly string[];
  readonly attachmentKeys: readonly string[];
}

/** @returns a sentence that says what is wrong when it cannot be read */
export function parseScope(text: string, profile: MitekProfile): Scope | string {
  const items = itemsOf(text, profile.scope);
  if (typeof items === 'string') return items;
  const options = new Map<StepName, readonly string[]>();
  for (const item of items) {
    const step = STEPS.find((name) => profile.scope[name] === item.token);
    if (step === undefined) return `has a step that does not exist: ${item.token}`;
    if (options.has(step)) return `names ${item.token} twice`;
    if (step === 'selfie' && item.options.length > 0) return `must not give options to ${item.token}`;
    if (new Set(item.options).size < item.options.length) return `names an option of ${item.token} twice`;
    options.set(step, item.options);
  }
  const known = Object.values(profile.documentTypes);
  const documentTypes = options.get('documents') ?? [];
  const unknown = documentTypes.find((type) => !known.includes(type));
  if (unknown !== undefined) return `has a type of document that does not exist: ${unknown}`;
  return { steps: [...options.keys()], documentTypes, attachmentKeys: options.get('attachments') ?? [] };
}

/** The documented name of a step by its wire token. */
export function stepOf(token: string, { scope }: MitekProfile): StepName | undefined {
  return STEPS.find((name) => scope[name] === token);
}

/** The documented name of a type of document by its wire token, such as PASSPORT. */
export function documentTypeOf(token: string, { documentTypes }: MitekProfile): string {
  return wireWord(documentTypes, token);
}

interface Item {
  readonly token: string;
  readonly options: readonly string[];
}

function itemsOf(text: string, { separator, optionsOpen, optionsClose }: MitekProfile['scope']): Item[] | string {
  const items: Item[] = [];
  let rest = text;
  while (rest !== '') {
    const end = rest.indexOf(separator);
    const open = rest.indexOf(optionsOpen);
    const hasOptions = open !== -1 && (end === -1 || open < end);
    const close = hasOptions ? rest.indexOf(optionsClose, open) : -1;
    if (hasOptions && close === -1) return `has a "${optionsOpen}" that is never closed`;
    const token = rest.slice(0, hasOptions ? open : end === -1 ? undefined : end);
    const options = hasOptions ? rest.slice(open + 1, close).split(separator) : [];
    if (token === '' || options.includes('')) return 'has an empty item';
    items.push({ token, options });
    const after = hasOptions ? rest.slice(close + 1) : end === -1 ? '' : rest.slice(end);
    if (after === '') return items;
    if (!after.startsWith(separator) || after === separator) return `is not well formed near "${after.slice(0, 20)}"`;
    rest = after.slice(1);
  }
  return 'must ask for at least one step';
}
