/** The PingID desktop app, second generation: it is given a token with a challenge, and answers with one that repeats it. */
import { randomBytes } from 'node:crypto';
import { decodeJwt, UnsecuredJWT } from 'jose';
import { invalidValue } from './errors.js';

/** Base64URL. */
export function newDesktopChallenge(): string {
  return randomBytes(32).toString('base64url');
}

/** The token that a page hands to the app. */
export function desktopOptions(challenge: string, deviceId: string): string {
  return new UnsecuredJWT({ challenge, deviceId }).encode();
}

/** @param target name of the property that holds the answer @throws ApiError 400 INVALID_VALUE unless it repeats the challenge */
export function checkDesktopAnswer(challenge: string, answer: unknown, target: string): void {
  let answered: unknown;
  try {
    answered = decodeJwt(String(answer)).challenge;
  } catch {
    answered = undefined;
  }
  if (answered !== challenge) throw invalidValue(target, 'is not the answer of the desktop app');
}
