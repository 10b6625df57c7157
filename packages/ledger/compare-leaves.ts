import { toBase64 } from './bytes.ts';

/** One entry that is not as the tree says. `is` and `should` are leaf hashes in Base 64: what is there, what the tree has. */
export interface LeafFault {
  kind: 'altered' | 'missing' | 'inserted';
  index: number;
  is?: string;
  should?: string;
}

/**
 * What has become of the leaves from index `from` on, given what the tree has and what stands there now. Blames as few as can be: one
 * entry slipped in or taken out does not make strangers of all that follow it, and two that were exchanged are two, each at its place.
 */
export function compareLeaves(from: number, tree: readonly Uint8Array[], now: readonly Uint8Array[]): LeafFault[] {
  const should = tree.map(toBase64);
  const is = now.map(toBase64);
  const shifted = byLongestShared(from, should, is);
  const inPlace = should.flatMap((before, place) =>
    before === is[place] ? [] : gap(from, place, [before], is.slice(place, place + 1)),
  );
  return should.length === is.length && inPlace.length <= shifted.length ? inPlace : shifted;
}

/** The longest sequence that both share stays unblamed. */
function byLongestShared(from: number, should: readonly string[], is: readonly string[]): LeafFault[] {
  const faults: LeafFault[] = [];
  let [left, right] = [0, 0];
  for (const [treePlace, nowPlace] of [...shared(should, is), [should.length, is.length] as const]) {
    faults.push(...gap(from, left, should.slice(left, treePlace), is.slice(right, nowPlace)));
    [left, right] = [treePlace + 1, nowPlace + 1];
  }
  return faults;
}

/** Between two leaves that agree: pairs were altered, what is left over was taken out or slipped in. */
function gap(from: number, left: number, should: readonly string[], is: readonly string[]): LeafFault[] {
  return Array.from({ length: Math.max(should.length, is.length) }, (_, place): LeafFault => {
    const [before, after] = [should[place], is[place]];
    if (before === undefined) return { kind: 'inserted', index: from + left + should.length, is: after as string };
    if (after === undefined) return { kind: 'missing', index: from + left + place, should: before };
    return { kind: 'altered', index: from + left + place, is: after, should: before };
  });
}

/** Places of a longest common subsequence, in order. */
function shared(one: readonly string[], other: readonly string[]): (readonly [number, number])[] {
  const width = other.length + 1;
  const lengths = new Uint16Array((one.length + 1) * width);
  const lengthAt = (a: number, b: number) => lengths[a * width + b] as number;
  for (let a = one.length - 1; a >= 0; a--)
    for (let b = other.length - 1; b >= 0; b--)
      lengths[a * width + b] =
        one[a] === other[b] ? lengthAt(a + 1, b + 1) + 1 : Math.max(lengthAt(a + 1, b), lengthAt(a, b + 1));
  const places: [number, number][] = [];
  for (let a = 0, b = 0; a < one.length && b < other.length; ) {
    if (one[a] === other[b]) places.push([a++, b++]);
    else if (lengthAt(a + 1, b) >= lengthAt(a, b + 1)) a++;
    else b++;
  }
  return places;
}
