// Someone who is signed in at a gateway: asks, starts verifications and watches them.
import {
  type CreateVerifyTransactionInput,
  StartVerificationDocument,
  type TransactionPartsFragment,
  type TypedDocumentString,
  WatchTransactionDocument,
  WatchVerificationsDocument,
} from '../generated/graphql.js';
import { idOf, type TransactionRef } from './sandbox.js';
import { firstMessage, Watch } from './watch.js';

export interface AnswerError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: Readonly<Record<string, unknown>> & { readonly code: string };
}

export interface Answer<Data> {
  readonly status: number;
  readonly headers: Headers;
  readonly data: Data | null;
  readonly errors: readonly AnswerError[] | undefined;
  readonly extensions: Readonly<Record<string, unknown>> | undefined;
}

/** Where a subscription begins; without `after` with the present state. */
export interface WatchOptions {
  readonly after?: string | undefined;
}

/** Where a person asks: a gateway that was started here, or another one. */
export interface Api {
  readonly graphql: string;
  readonly subscriptions: string;
  logs(): string;
}

export interface PersonOptions {
  readonly gateway: Api;
  readonly token: string;
  /** User id at PingOne; null for staff. */
  readonly userId: string | null;
}

const LOG_LINES = 3;

export class Person {
  private readonly leaving: (() => Promise<void>)[] = [];

  constructor(private readonly options: PersonOptions) {}

  get token(): string {
    return this.options.token;
  }

  /** User id at PingOne. @throws Error for staff, who are not in the directory */
  get id(): string {
    if (this.options.userId === null) throw new Error('This person is not in the directory.');
    return this.options.userId;
  }

  /** The same person at another gateway, or with another token. */
  with(changes: Partial<PersonOptions>): Person {
    const other = new Person({ ...this.options, ...changes });
    this.leaving.push(() => other.leave());
    return other;
  }

  /** Sends an operation; whatever comes back is the answer. */
  async query<Data, Variables>(
    document: TypedDocumentString<Data, Variables> | string,
    variables?: Variables,
  ): Promise<Answer<Data>> {
    const response = await fetch(this.options.gateway.graphql, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${this.token}` },
      body: JSON.stringify({ query: document.toString(), variables }),
    });
    const body = (await response.json()) as Partial<Answer<Data>>;
    const { status, headers } = response;
    return { status, headers, data: body.data ?? null, errors: body.errors, extensions: body.extensions };
  }

  /** Sends an operation that must succeed. @returns its data @throws Error with the errors of the answer */
  async ask<Data, Variables>(
    document: TypedDocumentString<Data, Variables> | string,
    variables?: Variables,
  ): Promise<Data> {
    const { data, errors, status } = await this.query(document, variables);
    if (data === null || errors) {
      const log = this.options.gateway.logs().trimEnd().split('\n').slice(-LOG_LINES).join('\n');
      throw new Error(`Answered with ${status}: ${JSON.stringify(errors)}\nThe gateway's log ends with:\n${log}`);
    }
    return data;
  }

  /** Starts a verification, of this person unless another is named. @throws Error when it is refused */
  async startVerification(input: Partial<CreateVerifyTransactionInput> = {}): Promise<TransactionPartsFragment> {
    const userId = input.userId ?? this.id;
    const { createVerifyTransaction: made } = await this.ask(StartVerificationDocument, {
      input: { ...input, userId },
    });
    if (!made.verifyTransaction) throw new Error(`The start was refused: ${JSON.stringify(made.userErrors)}`);
    return made.verifyTransaction;
  }

  /** Watches one transaction. */
  watch(transaction: TransactionRef, { after }: WatchOptions = {}): Watch {
    const variables = { id: idOf(transaction), after };
    return this.subscribe(WatchTransactionDocument, variables, (data) => data.verifyTransactionStatusChanged);
  }

  /** Watches all verifications of a user; with null, of everybody. */
  watchAll(userId: string | null, { after }: WatchOptions = {}): Watch {
    return this.subscribe(WatchVerificationsDocument, { userId, after }, (data) => data.verificationStatusChanged);
  }

  /** Watches anything. @param pick finds the event in the data of a message */
  subscribe<Data, Variables extends Record<string, unknown>, Event>(
    document: TypedDocumentString<Data, Variables> | string,
    variables: Variables,
    pick: (data: Data) => Event,
  ): Watch<Event> {
    const target = { url: this.options.gateway.subscriptions, token: this.token };
    const watch = new Watch<Event>(target, document.toString(), variables, (data) => pick(data as Data));
    this.leaving.push(() => watch.stop());
    return watch;
  }

  /** The first message of a subscription as the answer to it; it is left after that. */
  async firstEvent<Data>(document: string): Promise<Pick<Answer<Data>, 'data' | 'errors' | 'extensions'>> {
    const target = { url: this.options.gateway.subscriptions, token: this.token };
    const { data, errors, extensions } = await firstMessage<Data>(target, document);
    // The gateway's errors have a code; its own tests check that.
    return { data, errors: errors as readonly AnswerError[] | undefined, extensions };
  }

  /** Closes every socket of this person. */
  async leave(): Promise<void> {
    await Promise.all(this.leaving.splice(0).map((leave) => leave()));
  }
}
