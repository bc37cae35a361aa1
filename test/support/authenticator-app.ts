// An authenticator app: it scans a QR picture and shows passcodes, made with a library that the sandbox does not use.
import { generate } from 'otplib';
import { readQrCode } from './qr-reader.js';

export class AuthenticatorApp {
  private constructor(
    /** What the picture said. */
    readonly keyUri: string,
    /** Names under which the app lists the account. */
    readonly label: string,
    readonly issuer: string | null,
    private readonly secret: string,
    private readonly digits: 6 | 8,
    readonly periodSeconds: number,
  ) {}

  /** Adds an account. @param picture a PNG @throws Error when it is no account of this kind */
  static async scan(picture: string | Buffer): Promise<AuthenticatorApp> {
    const keyUri = await readQrCode(picture);
    const { protocol, host, pathname, searchParams } = new URL(keyUri);
    const secret = searchParams.get('secret');
    if (protocol !== 'otpauth:' || host !== 'totp' || secret === null) throw new Error(`This is no account: ${keyUri}`);
    if ((searchParams.get('algorithm') ?? 'SHA1') !== 'SHA1') throw new Error('The app knows SHA1 only.');
    return new AuthenticatorApp(
      keyUri,
      decodeURIComponent(pathname.slice(1)),
      searchParams.get('issuer'),
      secret,
      searchParams.get('digits') === '8' ? 8 : 6,
      Number(searchParams.get('period') ?? 30),
    );
  }

  /** What it shows at a time. */
  passcode(at: Date): Promise<string> {
    const epoch = Math.floor(at.getTime() / 1_000);
    return generate({ secret: this.secret, digits: this.digits, period: this.periodSeconds, epoch });
  }
}
