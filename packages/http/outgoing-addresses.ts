import { lookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { type Said, said } from '@zhiheng/contracts';
import type { Environment } from './environment.ts';

/** Addresses that lead to this machine, its networks, or nowhere in particular (RFC 6890). */
const inside = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const)
  inside.addSubnet(net, bits, 'ipv4');

const global = new BlockList();
global.addSubnet('2000::', 3, 'ipv6');
for (const [net, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
] as const)
  inside.addSubnet(net, bits, 'ipv6');

/** Which addresses a call that leaves the deployment may go to: judged by their text, and by what their names mean when it connects. */
export interface AddressGuard {
  /** Why nothing can be sent there; undefined when something can, as far as its text tells. */
  faultOf(text: string): Said | undefined;
  /** How the name is looked up for a connection; undefined where any address will do. */
  lookupFor(url: URL): LookupFunction | undefined;
}

/**
 * Where may be sent to: what an administrator of the machine allows, by name or network; and otherwise only what is outside, so that who names
 * a receiver cannot make a service knock at doors behind the wall. The demo may also send to its own machine.
 */
export class OutgoingAddresses implements AddressGuard {
  readonly #names = new Set<string>();
  readonly #allowed = new BlockList();
  readonly #plain: boolean;

  constructor({ profile, signalReceivers }: Pick<Environment, 'profile' | 'signalReceivers'>) {
    this.#plain = profile === 'demo';
    const own = this.#plain ? ['127.0.0.0/8', '::1/128', 'localhost'] : [];
    for (const one of [...signalReceivers, ...own]) {
      const [net = '', bits] = one.split('/');
      const kind = isIP(net);
      if (kind === 0) this.#names.add(one.toLowerCase());
      else this.#allowed.addSubnet(net, Number(bits ?? (kind === 4 ? 32 : 128)), kind === 4 ? 'ipv4' : 'ipv6');
    }
  }

  faultOf(text: string): Said | undefined {
    const url = URL.parse(text);
    if (!url || !['http:', 'https:'].includes(url.protocol) || url.username || url.password || url.hash)
      return said('endpoint-unusable');
    if (url.protocol === 'http:' && !this.#plain) return said('endpoint-plain');
    const host = hostOf(url);
    return isIP(host) && !this.#names.has(host) && !this.#allows(host) ? said('endpoint-forbidden') : undefined;
  }

  /** Looks a name up for a connection and gives only addresses that may be sent to, whatever the name meant before. */
  lookupFor({ hostname }: URL): LookupFunction {
    const named = this.#names.has(hostname.toLowerCase());
    return (name, options, done) => {
      lookup(name, { ...options, all: true }, (error, found) => {
        if (error) return done(error, '');
        const good = found.filter(({ address }) => named || this.#allows(address));
        const [first] = good;
        if (!first) return done(new ForbiddenAddress(), '');
        if (options.all) done(null, good);
        else done(null, first.address, first.family);
      });
    };
  }

  #allows(address: string): boolean {
    // An IPv4 address in IPv6's clothes is judged by what it is.
    const plain = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address;
    const kind = isIP(plain) === 4 ? 'ipv4' : 'ipv6';
    if (this.#allowed.check(plain, kind)) return true;
    return !inside.check(plain, kind) && (kind === 'ipv4' || global.check(plain, kind));
  }
}

export class ForbiddenAddress extends Error {
  override readonly name = 'ForbiddenAddress';
}

const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '').toLowerCase();
