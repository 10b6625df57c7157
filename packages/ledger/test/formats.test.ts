import { createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  canonicalEntry,
  checkpointText,
  decodeBundle,
  encodeBundle,
  FormatError,
  formatVerifierKey,
  fromBase64,
  openNote,
  parseCheckpoint,
  parseVerifierKey,
  SignatureError,
  type Signer,
  sha256,
  signNote,
  toBase64,
  type VerifySignature,
} from '../index.ts';

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const bytes = (value: string) => new TextEncoder().encode(value);

describe('canonical entry', () => {
  it('sorts keys at every depth, drops index and absent values, writes numbers as RFC 8785 does', () => {
    const entry = {
      outcome: 'done',
      index: 4,
      action: 'step.recorded',
      actor: undefined,
      item: null,
      details: { b: 1.0, a: [{ z: 1e21, y: '€\u20ac\n' }], '\u00e9': -0 },
    };
    expect(text(canonicalEntry(entry))).toBe(
      '{"action":"step.recorded","details":{"a":[{"y":"€€\\n","z":1e+21}],"b":1,"é":0},"outcome":"done"}',
    );
  });

  it('is the same for the same facts in any order', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 })), (facts) => {
        const { index: _, ...rest } = facts;
        const reversed = Object.fromEntries(Object.entries(rest).reverse());
        expect(canonicalEntry(reversed)).toEqual(canonicalEntry(facts));
      }),
    );
  });

  it('refuses what has no canonical form or does not fit', () => {
    expect(() => canonicalEntry({ a: '\ud800' })).toThrow(expect.objectContaining({ code: 'invalid-entry' }));
    expect(() => canonicalEntry({ a: Number.NaN })).toThrow(expect.objectContaining({ code: 'invalid-entry' }));
    expect(canonicalEntry({ a: 'x'.repeat(65_527) })).toHaveLength(65_535);
    expect(() => canonicalEntry({ a: 'x'.repeat(65_528) })).toThrow(
      expect.objectContaining({ code: 'entry-too-long' }),
    );
  });
});

describe('entry bundle', () => {
  it('reads back as it was written', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 400 })), (entries) => {
        expect(decodeBundle(encodeBundle(entries))).toEqual(entries);
      }),
    );
    expect(encodeBundle([bytes('ab'), bytes('')])).toEqual(Uint8Array.of(0, 2, 97, 98, 0, 0));
    expect(decodeBundle(encodeBundle([new Uint8Array(65_535)]))[0]).toHaveLength(65_535);
  });

  it('refuses what is cut or too long', () => {
    for (const cut of [Uint8Array.of(0), Uint8Array.of(0, 2, 97)]) expect(() => decodeBundle(cut)).toThrow(FormatError);
    expect(() => encodeBundle([new Uint8Array(65_536)])).toThrow(FormatError);
  });
});

describe('checkpoint', () => {
  const root = sha256(bytes('root'));

  it('has the standard form', () => {
    const checkpoint = { origin: 'zhiheng.example/county', size: 12, root };
    expect(checkpointText(checkpoint)).toBe(`zhiheng.example/county\n12\n${toBase64(root)}\n`);
    expect(parseCheckpoint(checkpointText(checkpoint))).toEqual(checkpoint);
    const extended = { ...checkpoint, size: 0, extensions: ['hash sm3'] };
    expect(parseCheckpoint(checkpointText(extended))).toEqual(extended);
  });

  it('refuses every other form', () => {
    const good = `o\n1\n${toBase64(root)}\n`;
    const wrong = [
      '',
      'o\n1\n',
      good.slice(0, -1),
      good.replace('1', '01'),
      good.replace('1', '-1'),
      good.replace('1', '9007199254740992'),
      `\n1\n${toBase64(root)}\n`,
      `${good}\n`,
      `${good}extension`,
      `o\n1\n${toBase64(root.slice(1))}\n`,
    ];
    for (const broken of wrong) expect(() => parseCheckpoint(broken), broken).toThrow(FormatError);
    expect(() => checkpointText({ origin: 'a\nb', size: 1, root })).toThrow(FormatError);
  });
});

function makeSigner(name: string): Signer {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const raw = new Uint8Array(publicKey.export({ type: 'spki', format: 'der' }).subarray(-32));
  return { name, publicKey: raw, sign: (message) => new Uint8Array(sign(null, message, privateKey)) };
}

const spkiHead = Buffer.from('302a300506032b6570032100', 'hex');
const verifyEd25519: VerifySignature = (message, signature, publicKey) =>
  verify(
    null,
    message,
    createPublicKey({ key: Buffer.concat([spkiHead, publicKey]), format: 'der', type: 'spki' }),
    signature,
  );

describe('signed note', () => {
  const mine = makeSigner('zhiheng.example/county');
  const other = makeSigner('witness.example/w');
  const key = parseVerifierKey(formatVerifierKey(mine.name, mine.publicKey));
  const otherKey = parseVerifierKey(formatVerifierKey(other.name, other.publicKey));

  it('opens with any of the keys that signed it, and says which did', async () => {
    const note = await signNote('three\nlines\n\nof text\n', [mine, other]);
    expect(await openNote(note, [key], verifyEd25519)).toEqual({ text: 'three\nlines\n\nof text\n', signedBy: [key] });
    expect((await openNote(note, [otherKey, key], verifyEd25519)).signedBy).toEqual([key, otherKey]);
  });

  it('verifies with WebCrypto as well', async () => {
    const webVerify: VerifySignature = async (message, signature, publicKey) => {
      const imported = await crypto.subtle.importKey('raw', new Uint8Array(publicKey), 'Ed25519', false, ['verify']);
      return crypto.subtle.verify('Ed25519', imported, new Uint8Array(signature), new Uint8Array(message));
    };
    const note = await signNote('text\n', [mine]);
    expect((await openNote(note, [key], webVerify)).signedBy).toEqual([key]);
    await expect(openNote(note.replace('text', 'test'), [key], webVerify)).rejects.toThrow(SignatureError);
  });

  it('is refused when altered, signed by nobody known, or with a forged line of a known key', async () => {
    const note = await signNote('text\n', [mine]);
    await expect(openNote(note.replace('text', 'test'), [key], verifyEd25519)).rejects.toMatchObject({
      code: 'wrong-signature',
    });
    await expect(openNote(note, [otherKey], verifyEd25519)).rejects.toMatchObject({ code: 'unknown-key' });
    const namesake = makeSigner(mine.name);
    await expect(openNote(await signNote('text\n', [namesake]), [key], verifyEd25519)).rejects.toMatchObject({
      code: 'unknown-key',
    });
    const forged =
      (await signNote('text\n', [other])) +
      `— ${mine.name} ${toBase64(Uint8Array.from([...key.id, ...new Uint8Array(64)]))}\n`;
    await expect(openNote(forged, [key, otherKey], verifyEd25519)).rejects.toMatchObject({ code: 'wrong-signature' });
    const wrongForms = [
      '',
      'text\n',
      note.slice(0, -1),
      `${note}\n`,
      note.replace('— ', '- '),
      note.replace('text', 'te\txt'),
      `text\n\n— a+b AAAAAAA=\n`,
    ];
    for (const wrong of wrongForms)
      await expect(openNote(wrong, [key], verifyEd25519), wrong).rejects.toThrow(FormatError);
  });

  it('opens the note that the standard shows as its example, in form', async () => {
    const note =
      'Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned è subito sera.\n\n— quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=\n';
    await expect(openNote(note, [key], verifyEd25519)).rejects.toMatchObject({ code: 'unknown-key' });
  });

  it('refuses a text without its last newline and keys that are none', async () => {
    await expect(signNote('text', [mine])).rejects.toThrow(FormatError);
    const line = formatVerifierKey(mine.name, mine.publicKey);
    for (const wrong of [
      '',
      'a b+00000000+AQ==',
      line.replace(/\+[0-9a-f]{8}\+/, '+00000000+'),
      line.slice(0, -4),
      line.replace(`+${line.split('+').slice(2).join('+')}`, '+AQ=='),
    ])
      expect(() => parseVerifierKey(wrong), wrong).toThrow(FormatError);
    expect(() => formatVerifierKey('has space', mine.publicKey)).toThrow(FormatError);
  });
});

describe('Base 64', () => {
  it('has one spelling only', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (value) => {
        expect(fromBase64(toBase64(value))).toEqual(value);
      }),
    );
    for (const wrong of ['A', 'AA', 'AA=', 'AB==', 'A-==', '====']) expect(fromBase64(wrong), wrong).toBeUndefined();
  });
});
