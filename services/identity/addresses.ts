import ipaddr from 'ipaddr.js';

/** An address as it counts: an IPv4 one within IPv6 is an IPv4 one. Undefined for what is none. */
function parsed(address: string): ipaddr.IPv4 | ipaddr.IPv6 | undefined {
  return ipaddr.isValid(address) ? ipaddr.process(address) : undefined;
}

/** A range as `address/bits`, or one address; undefined for what is neither. */
function range(text: string): [ipaddr.IPv4 | ipaddr.IPv6, number] | undefined {
  if (ipaddr.isValidCIDR(text)) return ipaddr.parseCIDR(text);
  const one = parsed(text);
  return one && [one, one.kind() === 'ipv4' ? 32 : 128];
}

export const isRange = (text: string): boolean => range(text) !== undefined;

export function inRange(address: string, text: string): boolean {
  const [one, of] = [parsed(address), range(text)];
  return one !== undefined && of !== undefined && one.kind() === of[0].kind() && one.match(of as [ipaddr.IPv4, number]);
}

/** The network that an address belongs to, as providers hand them out: /24, and /48 of IPv6. */
export function sameNetwork(one: string, other: string): boolean {
  const parsedOne = parsed(one);
  return parsedOne !== undefined && inRange(other, `${parsedOne}/${parsedOne.kind() === 'ipv4' ? 24 : 48}`);
}
