/** A FIDO authenticator for tests: makes credentials and signs with them, in the form the vendor wants them sent. */
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { isoCBOR } from '@simplewebauthn/server/helpers';
import { z } from 'zod';

const creation = z.object({ rp: z.object({ id: z.string() }), challenge: z.array(z.number()) });
const request = z.object({ rpId: z.string(), challenge: z.array(z.number()) });

/** One credential of one site. */
export class TestAuthenticator {
  private readonly keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  private readonly credentialId = randomBytes(16);
  private uses = 0;

  /** Answers publicKeyCredentialCreationOptions. @param options the text that holds JSON */
  attest(options: string, origin: string): string {
    const { rp, challenge } = creation.parse(JSON.parse(options));
    const length = Buffer.alloc(2);
    length.writeUInt16BE(this.credentialId.length);
    const authData = Buffer.concat([
      this.header(rp.id, 0x45),
      Buffer.alloc(16),
      length,
      this.credentialId,
      coseKey(this.keys.publicKey),
    ]);
    const attestationObject = isoCBOR.encode(
      new Map<string, string | Map<string, string> | Uint8Array>([
        ['fmt', 'none'],
        ['attStmt', new Map()],
        ['authData', new Uint8Array(authData)],
      ]),
    );
    return JSON.stringify({
      ...this.named(),
      response: {
        clientDataJSON: clientData('webauthn.create', challenge, origin).toString('base64'),
        attestationObject: Buffer.from(attestationObject).toString('base64'),
      },
      clientExtensionResults: {},
    });
  }

  /** Answers publicKeyCredentialRequestOptions. @param options the text that holds JSON */
  assert(options: string, origin: string): string {
    const { rpId, challenge } = request.parse(JSON.parse(options));
    const authenticatorData = this.header(rpId, 0x05);
    const clientDataJSON = clientData('webauthn.get', challenge, origin);
    const hash = createHash('sha256').update(clientDataJSON).digest();
    const signature = sign('sha256', Buffer.concat([authenticatorData, hash]), this.keys.privateKey);
    return JSON.stringify({
      ...this.named(),
      response: {
        clientDataJSON: clientDataJSON.toString('base64'),
        authenticatorData: authenticatorData.toString('base64'),
        signature: signature.toString('base64'),
        userHandle: '',
      },
    });
  }

  private named(): object {
    return {
      id: this.credentialId.toString('base64url'),
      type: 'public-key',
      rawId: this.credentialId.toString('base64'),
    };
  }

  /** Site, flags, and how often it was used. */
  private header(rpId: string, flags: number): Buffer {
    this.uses += 1;
    const rest = Buffer.alloc(5);
    rest.writeUInt8(flags);
    rest.writeUInt32BE(this.uses, 1);
    return Buffer.concat([createHash('sha256').update(rpId).digest(), rest]);
  }
}

function clientData(type: string, challenge: readonly number[], origin: string): Buffer {
  const text = Buffer.from(challenge).toString('base64url');
  return Buffer.from(JSON.stringify({ type, challenge: text, origin, crossOrigin: false }));
}

function coseKey(publicKey: KeyObject): Uint8Array {
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'base64url'));
  return isoCBOR.encode(
    new Map<number, number | Uint8Array>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, bytes(x)],
      [-3, bytes(y)],
    ]),
  );
}
