import { describe, expect, it } from 'vitest';
import {
  checkCosignatures,
  checkpointText,
  cosign,
  FormatError,
  formatVerifierKey,
  fromBase64,
  openCheckpoint,
  openNote,
  parseTrustedKeys,
  parseVerifierKey,
  parseWitnessKey,
  sha256,
  signNote,
  toBase64,
} from '../index.ts';
import { newSigner, verifyEd25519 } from './signers.ts';

const log = newSigner('zhiheng.example/county');
const witness = newSigner('witness.example/w1');
const witnessKey = parseWitnessKey(formatVerifierKey(witness.name, witness.publicKey, 'cosignature'));
const text = checkpointText({ origin: log.name, size: 12, root: sha256(new Uint8Array(1)) });
const note = await signNote(text, [log]);

it('a checkpoint tells of each witness whose key is known, and names who else has put a line below it', async () => {
  const named = (name: string) => {
    const signer = newSigner(name);
    return { signer, key: parseWitnessKey(formatVerifierKey(name, signer.publicKey, 'cosignature')) };
  };
  const [silent, forged, stranger] = [named('silent'), named('forged'), named('stranger')];
  const logKey = parseVerifierKey(formatVerifierKey(log.name, log.publicKey));
  const forgery = (await cosign(`${text}other\n`, forged.signer, 1_700_000_000)).trimEnd();
  const cosigned = `${note}${forgery}\n${await cosign(text, stranger.signer, 1)}${await cosign(text, witness, 1_700_000_000)}`;
  const trusted = { keys: [logKey], witnesses: [witnessKey, silent.key, forged.key] };
  expect((await openCheckpoint(cosigned, trusted, verifyEd25519)).witnesses).toEqual([
    { name: witness.name, id: witnessKey.id, state: 'signed', time: 1_700_000_000 },
    { name: 'silent', id: silent.key.id, state: 'absent' },
    { name: 'forged', id: forged.key.id, state: 'broken' },
    { name: 'stranger', id: stranger.key.id, state: 'unknown' },
  ]);
});

describe('a cosignature', () => {
  it('signs a heading, the time and the whole note text, and carries the time before the signature', async () => {
    const signed: string[] = [];
    const line = await cosign(
      text,
      {
        ...witness,
        sign(message) {
          signed.push(new TextDecoder().decode(message));
          return witness.sign(message);
        },
      },
      1_679_315_147,
    );
    expect(signed).toEqual([`cosignature/v1\ntime 1679315147\n${text}`]);
    const bytes = fromBase64(/^— witness\.example\/w1 (\S+)\n$/u.exec(line)![1]!)!;
    expect(bytes).toHaveLength(4 + 8 + 64);
    expect(bytes.slice(0, 4)).toEqual(witnessKey.id);
    expect(Buffer.from(bytes.slice(4, 12)).readBigUInt64BE()).toBe(1_679_315_147n);
  });

  it('holds under its witness’s key only, and leaves the log’s own signature alone', async () => {
    const cosigned = note + (await cosign(text, witness, 1_700_000_000));
    expect(await checkCosignatures(cosigned, [witnessKey], verifyEd25519)).toEqual([
      { witness: witnessKey, time: 1_700_000_000, holds: true },
    ]);
    const logKey = parseVerifierKey(formatVerifierKey(log.name, log.publicKey));
    expect((await openNote(cosigned, [logKey], verifyEd25519)).text).toBe(text);
    const stranger = newSigner(witness.name);
    const strangerKey = parseWitnessKey(formatVerifierKey(stranger.name, stranger.publicKey, 'cosignature'));
    expect(await checkCosignatures(cosigned, [strangerKey], verifyEd25519)).toEqual([]);
    expect(await checkCosignatures(note, [witnessKey], verifyEd25519)).toEqual([]);
  });

  it('does not hold for another text, another time, or cut short', async () => {
    const line = await cosign(text, witness, 1_700_000_000);
    const bytes = fromBase64(line.trimEnd().split(' ').at(-1)!)!;
    const withBytes = (changed: Uint8Array) => `— ${witness.name} ${toBase64(changed)}\n`;
    const later = bytes.map((byte, place) => (place === 11 ? byte ^ 1 : byte));
    const other = await signNote(text.replace('\n12\n', '\n13\n'), [log]);
    for (const wrong of [
      other + line,
      note + withBytes(later),
      note + withBytes(bytes.slice(0, -1)),
      note + withBytes(bytes.slice(0, 8)),
    ])
      expect(await checkCosignatures(wrong, [witnessKey], verifyEd25519)).toMatchObject([{ holds: false }]);
    const farAway = bytes.map((byte, place) => (place === 4 ? 0x7f : byte));
    expect(await checkCosignatures(note + withBytes(farAway), [witnessKey], verifyEd25519)).toMatchObject([
      { holds: false },
    ]);
  });

  it('is no signature of a note, nor is a note’s signature one', async () => {
    const asNote = await signNote(text, [witness]);
    expect(await checkCosignatures(asNote, [witnessKey], verifyEd25519)).toEqual([]);
    const asNoteKey = parseVerifierKey(formatVerifierKey(witness.name, witness.publicKey));
    await expect(openNote(note + (await cosign(text, witness, 1)), [asNoteKey], verifyEd25519)).rejects.toMatchObject({
      code: 'unknown-key',
    });
  });

  it('has a time that is one', async () => {
    for (const time of [-1, 1.5, Number.NaN, 2 ** 53])
      await expect(cosign(text, witness, time)).rejects.toThrow(FormatError);
  });
});

describe('trusted keys in a file', () => {
  const lines = [
    formatVerifierKey(log.name, log.publicKey),
    formatVerifierKey(witness.name, witness.publicKey, 'cosignature'),
  ];

  it('are told apart by their kind', () => {
    const trusted = parseTrustedKeys(`# of the county\r\n${lines[0]}\r\n\n  ${lines[1]}\n`);
    expect(trusted.keys.map(({ name }) => name)).toEqual([log.name]);
    expect(trusted.witnesses).toEqual([witnessKey]);
    expect(() => parseTrustedKeys(`${lines[0]}\nrubbish`)).toThrow(FormatError);
  });

  it('of one kind do not pass for the other', () => {
    expect(() => parseVerifierKey(lines[1]!)).toThrow(FormatError);
    expect(() => parseWitnessKey(lines[0]!)).toThrow(FormatError);
  });
});
