// A page as an app has it: it adds passkeys and signs in with them by GraphQL and by what a browser gives it, and shows nothing else.
import { createServer } from 'node:http';
import type { CDPSession, Page } from 'playwright-core';

/** A user error as the page gets it. */
export interface PageError {
  readonly code: string;
  readonly field: readonly string[] | null;
}

/** What came of adding a passkey. */
export interface Registration {
  readonly deviceId: string;
  /** What the browser was given, and what it gave back. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly attestation: Readonly<Record<string, unknown>>;
  readonly device: {
    readonly status: string;
    readonly rp: { readonly id: string | null } | null;
    readonly fido: { readonly credentialId: string | null } | null;
    readonly attributes: { readonly isCrossPlatform: boolean | null } | null;
  } | null;
  readonly userErrors: readonly PageError[];
}

/** What came of signing in. */
export interface SignOn {
  readonly id: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly assertion: Readonly<Record<string, unknown>>;
  readonly deviceAuthentication: {
    readonly status: string;
    readonly authenticators: readonly string[];
    readonly user: { readonly id: string } | null;
  } | null;
  readonly userErrors: readonly PageError[];
}

export type Who = { readonly username: string } | { readonly userId: string };

/** What a page that lies sends in place of the truth. */
export interface Claims {
  readonly origin?: string;
  readonly assertion?: object;
}

/** Which authenticator the browser has: one built in, or a key to plug in. */
export type AuthenticatorKind = 'internal' | 'usb';

/** How the page reaches the gateway. */
export interface PageAccess {
  readonly graphql: string;
  readonly token: string;
}

/** The server of the page. */
export interface PasskeySite {
  /** Such as `http://localhost:4000`: the only kind of origin without TLS that browsers let use passkeys. */
  readonly origin: string;
  close(): Promise<void>;
}

export async function servePasskeyPage(): Promise<PasskeySite> {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8').end(PAGE);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The page is not served.');
  return {
    origin: `http://localhost:${address.port}`,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

export class PasskeyPage {
  private constructor(
    private readonly page: Page,
    private readonly devtools: CDPSession,
  ) {}

  /** Opens the page in a browser of its own profile. */
  static async open(page: Page, site: PasskeySite, access: PageAccess): Promise<PasskeyPage> {
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('WebAuthn.enable');
    await page.goto(site.origin);
    const opened = new PasskeyPage(page, devtools);
    await opened.signInAs(access);
    return opened;
  }

  /** Calls the gateway with another token from now on. */
  async signInAs(access: PageAccess): Promise<void> {
    await this.run('use', access);
  }

  /** Gives the browser an authenticator whose owner always says yes. @returns takes it away again */
  async plugIn(kind: AuthenticatorKind = 'internal'): Promise<() => Promise<void>> {
    const { authenticatorId } = await this.devtools.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: kind,
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    return async () => {
      await this.devtools.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId });
    };
  }

  /** Adds a passkey. */
  register(input: object, claims: Pick<Claims, 'origin'> = {}): Promise<Registration> {
    return this.run('register', { input, ...claims });
  }

  /** Sends an attestation for a device that was added before. */
  activate(input: object): Promise<Pick<Registration, 'device' | 'userErrors'>> {
    return this.run('activate', input);
  }

  /** Signs in: with the name that a person has typed, as a person the page knows, or, with null, as whoever the passkey names. @param more further input */
  signOn(who: Who | null, more: object = {}, claims: Claims = {}): Promise<SignOn> {
    return this.run('signOn', { who, more, ...claims });
  }

  /** Answers a sign-on that was begun before. */
  check(input: object): Promise<Pick<SignOn, 'deviceAuthentication' | 'userErrors'>> {
    return this.run('check', input);
  }

  /** What the page sends goes through the browser, so it must be allowed there. */
  private run<Result>(step: string, argument: object): Promise<Result> {
    return this.page.evaluate<Result>(`app.${step}(${JSON.stringify(argument)})`);
  }
}

const SCRIPT = /* javascript */ `
let access;

async function ask(query, variables) {
  const answer = await fetch(access.graphql, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer ' + access.token },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = await answer.json();
  if (errors) throw new Error(JSON.stringify(errors));
  return data.answer;
}

const FIND = 'query ($username: String!) { answer: users(filter: { username: $username }) { edges { node { id } } } }';
const DEVICE = 'status rp { id } fido { credentialId } attributes { isCrossPlatform }';
const CREATE_DEVICE = 'mutation ($input: CreateDeviceInput!) { answer: createDevice(input: $input) { device { id publicKeyCredentialCreationOptions } userErrors { code field } } }';
const ACTIVATE = 'mutation ($input: ActivateDeviceInput!) { answer: activateDevice(input: $input) { device { ' + DEVICE + ' } userErrors { code field } } }';
const SIGN_ON = 'status authenticators user { id }';
const START = 'mutation ($input: CreateDeviceAuthenticationInput!) { answer: createDeviceAuthentication(input: $input) { deviceAuthentication { id status publicKeyCredentialRequestOptions } userErrors { code field } } }';
const CHECK = 'mutation ($input: CheckAssertionInput!) { answer: checkAssertion(input: $input) { deviceAuthentication { ' + SIGN_ON + ' } userErrors { code field } } }';

function refused(userErrors) {
  if (userErrors.length > 0) throw new Error('Refused: ' + JSON.stringify(userErrors));
}

async function asInput(who) {
  if (who === null) return { rpId: location.hostname };
  if (who.userId) return { userId: who.userId };
  const { edges } = await ask(FIND, { username: who.username });
  return { userId: edges[0].node.id };
}

globalThis.app = {
  use(given) {
    access = given;
  },
  activate: (input) => ask(ACTIVATE, { input }),
  check: (input) => ask(CHECK, { input }),
  async register({ input, origin = location.origin }) {
    const { device, userErrors } = await ask(CREATE_DEVICE, { input });
    refused(userErrors);
    const options = device.publicKeyCredentialCreationOptions;
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
    const credential = await navigator.credentials.create({ publicKey });
    const attestation = credential.toJSON();
    const proof = { userId: input.userId, deviceId: device.id, attestation, origin };
    return { deviceId: device.id, options, attestation, ...(await app.activate(proof)) };
  },
  async signOn({ who, more, origin = location.origin, assertion }) {
    const input = { ...(await asInput(who)), ...more };
    const { deviceAuthentication: started, userErrors } = await ask(START, { input });
    refused(userErrors);
    const options = started.publicKeyCredentialRequestOptions;
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
    const given = assertion ?? (await navigator.credentials.get({ publicKey })).toJSON();
    const proof = { deviceAuthenticationId: started.id, assertion: given, origin };
    return { id: started.id, options, assertion: given, ...(await app.check(proof)) };
  },
};
`;

const PAGE = `<!doctype html><title>Passkeys</title><link rel="icon" href="data:,"><script>${SCRIPT}</script>`;
