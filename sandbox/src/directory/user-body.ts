/** Reads the body of "create user" under the vendor's documented limits. */
import { invalidRequest } from '../http/errors.js';
import { defined, isObject, type JsonObject, Problems } from '../http/problems.js';
import type { UserProfile } from '../state/state.js';
import { isEmail } from '../verify/contacts.js';

export interface NewUser {
  readonly profile: UserProfile;
  /** Undefined: the environment's own population. */
  readonly populationId: string | undefined;
}

const NAME_PARTS = ['given', 'middle', 'family', 'formatted', 'honorificPrefix', 'honorificSuffix'];
const ADDRESS_PARTS = ['streetAddress', 'locality', 'region', 'postalCode', 'countryCode'];
const COUNTRY = /^[A-Z]{2}$/;
const TIMEZONE = /^\w+\/\w+$/;

/**
 * Reads a new user. Properties that are unknown or read-only are ignored, as the vendor does.
 * @param isTaken whether a username is in use
 * @throws ApiError 400 with one detail per mistake
 */
export function readNewUser(
  body: unknown,
  isTaken: (username: string) => boolean,
  isPopulation: (id: string) => boolean,
): NewUser {
  if (!isObject(body)) throw invalidRequest('The request body must be a JSON object.');
  const problems = new Problems();
  const text = (name: string, maxLength: number) => problems.text(body[name], name, maxLength);

  const username = text('username', 128);
  if (body.username === undefined || body.username === null) problems.required('username');
  else if (username !== undefined && isTaken(username)) problems.notUnique('username');

  const email = text('email', 256);
  if (email !== undefined && !isEmail(email)) problems.invalid('email', 'must be a well-formed e-mail address');
  const address = parts(problems, body, 'address', ADDRESS_PARTS, (part) => (part === 'postalCode' ? 40 : 256));
  const country = address?.countryCode;
  if (country !== undefined && !COUNTRY.test(country)) {
    problems.invalid('address.countryCode', 'must match the allowed pattern', { allowedPattern: COUNTRY.source });
  }
  const timezone = text('timezone', 256);
  if (timezone !== undefined && !TIMEZONE.test(timezone)) {
    problems.invalid('timezone', 'must match the allowed pattern', { allowedPattern: TIMEZONE.source });
  }
  const photoHref = problems.text(problems.object(body.photo, 'photo')?.href, 'photo.href', 2_048);
  if (photoHref !== undefined && !/^https?:\/\//i.test(photoHref))
    problems.invalid('photo.href', 'must be an http(s) URL');
  const populationId = problems.text(problems.object(body.population, 'population')?.id, 'population.id');
  if (populationId !== undefined && !isPopulation(populationId)) problems.invalid('population.id', 'does not exist');

  const profile = defined({
    username: username ?? '',
    email,
    name: parts(problems, body, 'name', NAME_PARTS, () => 256),
    nickname: text('nickname', 256),
    title: text('title', 256),
    type: text('type', 256),
    locale: text('locale', 256),
    externalId: text('externalId', 1_024),
    accountId: text('accountId', 1_024),
    primaryPhone: text('primaryPhone', 32),
    mobilePhone: text('mobilePhone', 32),
    address,
    preferredLanguage: text('preferredLanguage', 256),
    timezone,
    photo: photoHref === undefined ? undefined : { href: photoHref },
  });
  problems.throwIfAny();
  return { profile, populationId };
}

function parts(
  problems: Problems,
  body: JsonObject,
  name: string,
  known: readonly string[],
  maxLength: (part: string) => number,
): { readonly [part: string]: string } | undefined {
  const object = problems.object(body[name], name);
  if (object === undefined) return undefined;
  const read: { [part: string]: string } = {};
  for (const part of known) {
    const value = problems.text(object[part], `${name}.${part}`, maxLength(part));
    if (value !== undefined) read[part] = value;
  }
  return read;
}
