// Host headers: the gateway's own names, and everything a page elsewhere could make a browser send.
import { expect, test } from 'vitest';
import { isOwnHost } from './own-hosts.js';

const HERE = { host: '127.0.0.1', publicUrl: null };

test.each<[string, { host: string; publicUrl: string | null }, string?]>([
  ['127.0.0.1:4000', HERE],
  ['127.0.0.53', HERE],
  ['localhost:4000', HERE],
  ['LOCALHOST', HERE],
  ['[::1]:4000', HERE],
  ['gateway.example:4000', { host: 'gateway.example', publicUrl: null }],
  ['Gateway.Example', { host: '0.0.0.0', publicUrl: 'https://gateway.example/under/a/path' }],
  ['192.0.2.5:4000', { host: '0.0.0.0', publicUrl: null }, '192.0.2.5'],
  ['192.0.2.5:4000', { host: '::', publicUrl: null }, '::ffff:192.0.2.5'],
  ['[2001:db8::5]:4000', { host: '::', publicUrl: null }, '2001:db8::5'],
])('%s is its own', (header, hosts, localAddress) => {
  expect(isOwnHost(header, hosts, localAddress)).toBe(true);
});

test.each<[string | undefined, string?]>([
  [undefined],
  [''],
  ['evil.example'],
  ['evil.example:4000'],
  ['localhost.evil.example'],
  ['127.0.0.1.evil.example'],
  ['evil.example#localhost'],
  ['evil.example/localhost'],
  ['localhost@evil.example'],
  ['evil.example\\@localhost'],
  ['xlocalhost'],
  ['192.0.2.6:4000', '192.0.2.5'],
  ['undefined'],
  ['null'],
])('%s is somebody else’s', (header, localAddress) => {
  expect(isOwnHost(header, HERE, localAddress)).toBe(false);
});
