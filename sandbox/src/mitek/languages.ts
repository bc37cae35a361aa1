/** The texts of journeys in the languages that the sandbox speaks; others show English, as at the vendor. */

import { GERMAN } from './texts/de.js';
import { ENGLISH, type JourneyTexts } from './texts/en.js';
import { SPANISH } from './texts/es.js';
import { FRENCH } from './texts/fr.js';

const LANGUAGES: { readonly [code: string]: JourneyTexts } = { de: GERMAN, en: ENGLISH, es: SPANISH, fr: FRENCH };

/** @param code wire code, such as `de` or `en-US`; `lang` is the language that the texts are in */
export function textsFor(code: string): { readonly lang: string; readonly texts: JourneyTexts } {
  const language = code.split('-')[0]?.toLowerCase() ?? '';
  const texts = Object.hasOwn(LANGUAGES, language) ? LANGUAGES[language] : undefined;
  return texts === undefined ? { lang: 'en', texts: ENGLISH } : { lang: code, texts };
}
